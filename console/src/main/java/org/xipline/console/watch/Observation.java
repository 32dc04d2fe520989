package org.xipline.console.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.xipline.runtime.clock.ClockOffset;
import org.xipline.runtime.clock.ClockOffset.Judgement;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.kafka.ClusterFinding;

/**
 * What the last look saw that somebody should know.
 *
 * @param at when it was
 * @param findings about topics and brokers
 * @param clocks of others, by peer
 */
record Observation(Instant at, List<ClusterFinding> findings, Map<String, ClockOffset> clocks) {
  /** As in the alert; longer where looks are rare. */
  private static final Duration BLIND = Duration.ofMinutes(2);

  private static final int MISSED_LOOKS = 3;

  Observation {
    findings = List.copyOf(findings);
    clocks = Map.copyOf(clocks);
  }

  /** Before the first look. */
  static Observation none(Instant now) {
    return new Observation(now, List.of(), Map.of());
  }

  Duration age(Instant now) {
    Duration age = Duration.between(at, now);
    return age.isNegative() ? Duration.ZERO : age;
  }

  /**
   * How well the console sees, and what it sees.
   *
   * @param every between two looks
   * @param trouble of the last look that failed
   */
  Health health(Instant now, Duration every, Optional<String> trouble) {
    List<String> troubles =
        Stream.of(
                blindness(now, every, trouble).stream(),
                findings.stream().map(ClusterFinding::text),
                clocks.entrySet().stream()
                    .filter(it -> it.getValue().judgement() != Judgement.FINE)
                    .map(it -> "the clock of %s is %s".formatted(it.getKey(), it.getValue())))
            .flatMap(it -> it)
            .toList();
    Health health = troubles.isEmpty() ? Health.up() : Health.degraded(String.join("; ", troubles));
    return health.with("seen", at);
  }

  private Optional<String> blindness(Instant now, Duration every, Optional<String> trouble) {
    Duration rare = every.multipliedBy(MISSED_LOOKS);
    Duration longest = rare.compareTo(BLIND) > 0 ? rare : BLIND;
    return age(now).compareTo(longest) > 0
        ? Optional.of(
            "brokers and accounts could not be read since %s: %s"
                .formatted(at, trouble.orElse("no reading has ended")))
        : Optional.empty();
  }
}
