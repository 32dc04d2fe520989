package org.xipline.ingest.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChunkLimitTest {
  private static final ChunkLimit LIMIT = new ChunkLimit(10_000, Duration.ofSeconds(10));

  @Test
  void shouldLeaveRoomForTheEntryAndForTheEnd() {
    assertThat(LIMIT.hasRoom(9_994, Duration.ZERO)).isTrue();
    assertThat(LIMIT.hasRoom(9_995, Duration.ZERO)).isFalse();
  }

  @Test
  void shouldEndInTime() {
    assertThat(LIMIT.hasRoom(1, Duration.ofMillis(9_999))).isTrue();
    assertThat(LIMIT.hasRoom(1, Duration.ofSeconds(10))).isFalse();
  }

  @Test
  void shouldGrowSmallerButNotVanish() {
    assertThat(LIMIT.halved()).isEqualTo(new ChunkLimit(5_000, Duration.ofSeconds(5)));
    ChunkLimit limit = LIMIT;
    for (int i = 0; i < 50; i++) {
      limit = limit.halved();
    }
    assertThat(limit.records()).isEqualTo(100);
  }

  @Test
  void shouldStartAtTheLimitsOfThePromise() {
    assertThat(ChunkLimit.NORMAL).isEqualTo(LIMIT);
  }
}
