package org.xipline.console.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xipline.runtime.clock.ClockOffset;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.health.Health.State;
import org.xipline.runtime.kafka.ClusterFinding;
import org.xipline.runtime.kafka.ClusterFinding.Weight;

class ObservationTest {
  private static final Instant NOW = Instant.parse("2026-11-20T09:15:00Z");
  private static final Duration EVERY = Duration.ofSeconds(10);

  @Test
  void shouldBeWellWhileItSees() {
    assertThat(health(Observation.none(NOW.minusSeconds(110)), EVERY).state()).isEqualTo(State.UP);
  }

  @Test
  void shouldSayThatItIsBlindAndWhy() {
    Health health = health(Observation.none(NOW.minusSeconds(121)), EVERY);

    assertThat(health.state()).isEqualTo(State.DEGRADED);
    assertThat(health.details().get("trouble"))
        .isEqualTo(
            "brokers and accounts could not be read since 2026-11-20T09:12:59Z: no broker"
                + " answers");
  }

  @Test
  void shouldWaitLongerWhereLooksAreRare() {
    Duration rare = Duration.ofMinutes(10);

    assertThat(health(Observation.none(NOW.minus(Duration.ofMinutes(29))), rare).state())
        .isEqualTo(State.UP);
    assertThat(health(Observation.none(NOW.minus(Duration.ofMinutes(31))), rare).state())
        .isEqualTo(State.DEGRADED);
  }

  @Test
  void shouldTellOfTopicsAndClocks() {
    var sight =
        new Observation(
            NOW,
            List.of(
                new ClusterFinding("xip.messages", Weight.WEAK, Set.of(), "topic xip.messages …")),
            Map.of(
                "broker 1", new ClockOffset(Duration.ofSeconds(1)),
                "broker 2", new ClockOffset(Duration.ofSeconds(-3))));

    Health health = health(sight, EVERY);

    assertThat(health.state()).isEqualTo(State.DEGRADED);
    assertThat(health.details().get("trouble"))
        .isEqualTo("topic xip.messages …; the clock of broker 2 is 3.0 s behind");
  }

  private static Health health(Observation sight, Duration every) {
    return sight.health(NOW, every, Optional.of("no broker answers"));
  }
}
