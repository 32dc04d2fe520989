package org.xipline.console.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, UTF_8);
  private Instant now = Instant.parse("2026-11-20T09:15:00Z");

  @Test
  void shouldPrintALineNowAndThenWhereThereIsNoTerminal() {
    // Given
    var display = new ProgressDisplay(err, false, () -> now);
    display.step("starting");
    display.at(1, 3, 10);

    // When
    now = now.plus(Duration.ofSeconds(10));
    display.at(1, 5, 10);
    display.at(1, 6, 10);
    display.close();

    // Then
    assertThat(bytes.toString(UTF_8))
        .isEqualTo("5 of 10 pairs settled, 1 archives in progress" + System.lineSeparator());
  }

  @Test
  void shouldDrawABarOnATerminalAndLeaveNothingBehind() {
    // Given
    var display = new ProgressDisplay(err, true, () -> now);

    // When
    display.at(2, 5, 10);
    display.close();

    // Then
    assertThat(bytes.toString(UTF_8))
        .contains("[###############...............] 5 of 10 pairs settled, 2 archives in progress")
        .endsWith("\r\u001b[K");
  }
}
