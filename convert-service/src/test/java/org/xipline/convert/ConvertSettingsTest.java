package org.xipline.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConvertSettingsTest {
  private static final Path DIRECTORY = Path.of("state");

  @Test
  void shouldHaveDefaultsThatHold() {
    assertThat(ConvertSettings.defaults(DIRECTORY).threads()).isPositive();
  }

  @Test
  void shouldTellAllProblemsAtOnce() {
    assertThatThrownBy(
            () -> new ConvertSettings(DIRECTORY, 0, Duration.ofMinutes(2), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("threads", "transactionTimeout", "storePatience");
  }
}
