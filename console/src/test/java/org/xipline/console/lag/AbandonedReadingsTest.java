package org.xipline.console.lag;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AbandonedReadingsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T09:15:00Z");

  private final AbandonedReadings abandoned = new AbandonedReadings();

  @Test
  void shouldNameWhatWasEmptyForTenMinutes() {
    assertThat(among(0, "a")).isEmpty();
    assertThat(among(9, "a", "b")).isEmpty();
    assertThat(among(10, "a", "b")).containsExactly("a");
  }

  @Test
  void shouldStartAnewWhereAMemberWasSeenMeanwhile() {
    among(0, "a");
    among(5);

    assertThat(among(11, "a")).isEmpty();
    assertThat(among(21, "a")).containsExactly("a");
  }

  private Set<String> among(int minutes, String... empty) {
    return abandoned.among(Set.of(empty), NOW.plus(Duration.ofMinutes(minutes)));
  }
}
