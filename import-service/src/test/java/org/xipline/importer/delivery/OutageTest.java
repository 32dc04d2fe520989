package org.xipline.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutageTest {
  private static final Instant NOW = Instant.parse("2026-11-20T09:15:00Z");

  @ParameterizedTest(name = "after {0} failures, jitter {1}: {2} ms")
  @CsvSource({
    "1, 0, 250",
    "1, 1, 500",
    "2, 1, 1000",
    "3, 0, 1000",
    "6, 1, 16000",
    "7, 1, 30000",
    "7, 0, 15000",
    "500, 1, 30000"
  })
  void shouldDoubleTheWaitUpToHalfAMinute(int failures, double jitter, long millis) {
    Outage outage = Outage.begin(NOW, false, jitter);
    for (int i = 1; i < failures; i++) {
      outage = outage.failedAgain(NOW, false, jitter);
    }

    assertThat(outage)
        .isEqualTo(new Outage(NOW, failures, NOW.plus(Duration.ofMillis(millis)), false));
  }
}
