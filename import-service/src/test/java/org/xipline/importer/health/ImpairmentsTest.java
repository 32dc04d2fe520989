package org.xipline.importer.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xipline.importer.health.Impairment.Kind;
import org.xipline.runtime.health.Health;

class ImpairmentsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private Instant now = NOON;
  private final Impairments troubles = new Impairments(() -> now);

  @Test
  void shouldSaySinceWhenAMailboxRefusesAndWhatItSaidLast() {
    refuse("alice", "busy");
    pass(Duration.ofMinutes(10));
    refuse("alice", "still busy");

    assertThat(listed())
        .containsExactly(
            new Impairment(Kind.REFUSING, "alice", NOON, Optional.empty(), "still busy"));
    assertThat(troubles.count(Kind.REFUSING)).isOne();
    assertThat(troubles.count(Kind.THROTTLED)).isZero();
  }

  @Test
  void shouldEndATroubleWithTheNextDelivery() {
    refuse("alice", "busy");
    troubles.worked("alice");

    assertThat(troubles.health(Optional.empty()).isDegraded()).isFalse();
  }

  @Test
  void shouldForgetWhatNobodyHasHeardOfForLong() {
    refuse("alice", "busy");
    pass(Duration.ofHours(1));

    assertThat(listed()).isEmpty();
  }

  @Test
  void shouldNotForgetAMailboxThatRestsForLonger() {
    Instant end = NOON.plus(Duration.ofHours(3));
    troubles.refused("alice", Optional.of(end), "throttled");
    pass(Duration.ofHours(3));

    assertThat(listed())
        .containsExactly(
            new Impairment(Kind.THROTTLED, "alice", NOON, Optional.of(end), "throttled"));

    pass(Duration.ofHours(1));

    assertThat(listed()).isEmpty();
  }

  @Test
  void shouldListTheServerFirstAndSinceWhenItIsLost() {
    refuse("alice", "busy");
    pass(Duration.ofMinutes(1));
    troubles.serverLost("connection refused");
    pass(Duration.ofMinutes(1));
    troubles.serverLost("no route");

    assertThat(listed().getFirst())
        .isEqualTo(
            new Impairment(
                Kind.SERVER_LOST, "", NOON.plusSeconds(60), Optional.empty(), "no route"));

    troubles.serverReached();

    assertThat(listed()).extracting(Impairment::kind).containsExactly(Kind.REFUSING);
    assertThat(troubles.serverLostSince()).isEmpty();
  }

  @Test
  void shouldListTheOldestAndCountTheOthers() {
    for (int i = 0; i < 60; i++) {
      refuse("mailbox" + i, "busy");
      pass(Duration.ofSeconds(1));
    }

    ImportHealth health = troubles.health(Optional.of(NOON));

    assertThat(health.troubles())
        .hasSize(50)
        .extracting(Impairment::mailbox)
        .startsWith("mailbox0");
    assertThat(health.more()).isEqualTo(10);
    assertThat(health.oldestWaiting()).contains(NOON);
  }

  @Test
  void shouldTellWhoeverAsksTheProcess() {
    troubles.serverLost("connection refused");
    troubles.refused("alice", Optional.of(NOON.plusSeconds(60)), "throttled, they say");

    Health health = troubles.health(Optional.of(NOON)).asHealth("");

    assertThat(health.state()).isEqualTo(Health.State.DEGRADED);
    assertThat(health.details())
        .containsExactly(
            Map.entry("server", "server-lost since 2026-11-20T12:00:00Z: connection refused"),
            Map.entry(
                "alice",
                "throttled since 2026-11-20T12:00:00Z until 2026-11-20T12:01:00Z:"
                    + " throttled, they say"),
            Map.entry("oldestWaitingSince", "2026-11-20T12:00:00Z"));
    assertThat(new ImportHealth(List.of(), 0, Optional.empty()).asHealth(""))
        .isEqualTo(Health.up());
  }

  private void refuse(String mailbox, String words) {
    troubles.refused(mailbox, Optional.empty(), words);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private List<Impairment> listed() {
    return troubles.health(Optional.empty()).troubles();
  }
}
