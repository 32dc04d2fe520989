package org.xipline.console.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.xipline.console.deadletter.Authorship;

class ReplayRequestTest {
  private static final Authorship DORA = new Authorship("dora", "mended");
  private static final Instant NOW = Instant.parse("2026-11-20T09:15:00.000123Z");
  private static final long NOW_MICROS = 1_795_166_100_000_123L;

  @Test
  void shouldBeNumberedByTheClock() {
    assertThat(ReplayRequest.after(NOW_MICROS - 1, DORA, NOW).sequence()).isEqualTo(NOW_MICROS);
  }

  @Test
  void shouldComeAfterTheLastAttemptWhoseClockWasFast() {
    assertThat(ReplayRequest.after(NOW_MICROS, DORA, NOW).sequence()).isEqualTo(NOW_MICROS + 1);
    assertThat(ReplayRequest.after(NOW_MICROS + 3_600_000_000L, DORA, NOW).sequence())
        .isEqualTo(NOW_MICROS + 3_600_000_001L);
  }
}
