package org.xipline.console.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReplaySequenceTest {
  private static final Instant NOW = Instant.parse("2026-11-20T09:15:00.000123Z");
  private static final long NOW_MICROS = 1_795_166_100_000_123L;

  @Test
  void shouldBeNumberedByTheClock() {
    assertThat(ReplaySequence.after(NOW_MICROS - 1, NOW)).isEqualTo(NOW_MICROS);
  }

  @Test
  void shouldComeAfterTheLastAttemptWhoseClockWasFast() {
    assertThat(ReplaySequence.after(NOW_MICROS, NOW)).isEqualTo(NOW_MICROS + 1);
    assertThat(ReplaySequence.after(NOW_MICROS + 3_600_000_000L, NOW))
        .isEqualTo(NOW_MICROS + 3_600_000_001L);
  }
}
