package org.xipline.console.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.xipline.console.ledger.LedgerSettings.Keeping;

class LedgerSettingsTest {
  private static final Path DIRECTORY = Path.of("state");

  @Test
  void shouldBeForAllOrForOneReading() {
    assertThat(LedgerSettings.in(DIRECTORY))
        .isEqualTo(new LedgerSettings(Keeping.SHARED, DIRECTORY, Duration.ofMinutes(10), 0));
    assertThat(LedgerSettings.oneReading(DIRECTORY))
        .isEqualTo(new LedgerSettings(Keeping.ONE_READING, DIRECTORY, Duration.ofMinutes(10), 0));
  }

  @Test
  void shouldRefuseWhatCannotBeMeant() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LedgerSettings(Keeping.SHARED, DIRECTORY, Duration.ZERO, 0))
        .withMessageContaining("startTimeout");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LedgerSettings(Keeping.SHARED, DIRECTORY, Duration.ofSeconds(1), -1))
        .withMessageContaining("standbyReplicas");
  }
}
