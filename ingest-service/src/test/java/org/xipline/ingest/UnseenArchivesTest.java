package org.xipline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xipline.runtime.health.Health;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.Unseen;

class UnseenArchivesTest {
  private Instant now = Instant.parse("2026-11-20T08:00:00Z");
  private final UnseenArchives unseen = new UnseenArchives(() -> now);

  @Test
  void shouldSayWhatCannotBeReadHereUntilItCan() {
    // When
    unseen.add(arrival("a"));

    // Then
    assertThat(unseen.size()).isEqualTo(1);
    assertThat(unseen.health())
        .isEqualTo(
            new Health(
                Health.State.DEGRADED,
                Map.of(
                    "unreadable", "archive desk/a cannot be read here: the file does not exist")));

    // When
    unseen.remove(arrival("a"));

    // Then
    assertThat(unseen.health()).isEqualTo(Health.up());
    assertThat(unseen.size()).isZero();
  }

  @Test
  void shouldNameTheLastOfSeveral() {
    unseen.add(arrival("a"));
    unseen.add(arrival("b"));
    unseen.add(arrival("a"));
    assertThat(unseen.health().details().get("unreadable"))
        .isEqualTo("archive desk/a cannot be read here: the file does not exist, and 1 more");
  }

  @Test
  void shouldForgetWhatDidNotComeBack() {
    unseen.add(arrival("a"));
    now = now.plusSeconds(600);
    assertThat(unseen.health().state()).isEqualTo(Health.State.DEGRADED);
    now = now.plusMillis(1);
    assertThat(unseen.health()).isEqualTo(Health.up());
  }

  @Test
  void shouldRememberABoundedNumber() {
    for (int i = 0; i < 1000; i++) {
      unseen.add(arrival("a" + i));
    }
    assertThat(unseen.size()).isEqualTo(100);
    assertThat(unseen.health().details().get("unreadable")).contains("desk/a999", "and 99 more");
  }

  private static Arrival arrival(String id) {
    return Arrival.newBuilder()
        .setConnector("desk")
        .setArchiveId(id)
        .setArrivalId(id)
        .setUnseen(Unseen.newBuilder().setDetail("the file does not exist"))
        .build();
  }
}
