package org.xipline.ingest.connector;

import static java.util.Comparator.comparing;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.xipline.ingest.drop.CanonicalDropLocation;
import org.xipline.schemas.record.Connector;

/**
 * Which connector has which drop: of two whose drops are one, the one that was added first. A
 * connector's own turn finds out where its drop is, so that a file system that does not answer
 * holds up the others for a bounded time. Safe for use by many threads.
 */
final class DropClaims {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Comparator<Connector> FIRST_ADDED =
      comparing((Connector it) -> Moments.instant(it.getAddedAt()))
          .thenComparing(Connector::getName);

  private final Map<String, Claim> claims = new ConcurrentHashMap<>();

  /** Empty place: the connector has not had its first turn. */
  private record Claim(Connector connector, Optional<CanonicalDropLocation> place, Instant since) {}

  /** What a claim comes to. */
  sealed interface Answer {

    /** The connector has the drop. */
    record Granted() implements Answer {}

    /** Where the drops of connectors are that were added before is not known yet. */
    record NotYet() implements Answer {}

    /** Another connector has it. */
    record Refused(String problem) implements Answer {}
  }

  /** This connector will claim its drop. */
  void announce(Connector connector) {
    claims.put(connector.getName(), new Claim(connector, Optional.empty(), Instant.MAX));
  }

  /** The connector has another drop now, or is not polled here any more. */
  void withdraw(String connector) {
    claims.remove(connector);
  }

  Answer claim(Connector connector, CanonicalDropLocation place, Instant now) {
    Claim own =
        claims.compute(
            connector.getName(),
            (_, before) ->
                before != null && before.place().equals(Optional.of(place))
                    ? new Claim(connector, before.place(), before.since())
                    : new Claim(connector, Optional.of(place), now));
    List<Claim> earlier =
        claims.values().stream()
            .filter(other -> FIRST_ADDED.compare(other.connector(), connector) < 0)
            .toList();
    Optional<String> problem =
        earlier.stream().flatMap(other -> conflict(own, other).stream()).sorted().findFirst();
    if (problem.isPresent()) {
      return new Answer.Refused(problem.get());
    }
    boolean isKnown = earlier.stream().allMatch(other -> other.place().isPresent());
    return isKnown || !now.isBefore(own.since().plus(LONGEST_WAIT))
        ? new Answer.Granted()
        : new Answer.NotYet();
  }

  private static Optional<String> conflict(Claim own, Claim other) {
    return other
        .place()
        .flatMap(there -> own.place().flatMap(here -> here.overlap(there)))
        .map(how -> DropConflict.describe(own.connector(), how, other.connector()));
  }
}
