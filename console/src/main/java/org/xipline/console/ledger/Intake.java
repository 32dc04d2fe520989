package org.xipline.console.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How an archive came in. Facts about it may come in any order, and repeatedly.
 *
 * @param acceptance empty until the archive is accepted
 * @param rejection the latest; it counts for as long as the archive was not accepted
 * @param publishedEntries how many of its entries are in {@code xip.entries}; 0 where an earlier
 *     version published them all at once
 * @param restagedAt when its payloads were last staged again
 */
public record Intake(
    Optional<Acceptance> acceptance,
    Optional<Rejection> rejection,
    long publishedEntries,
    Optional<Instant> restagedAt) {
  static final Intake NONE = new Intake(Optional.empty(), Optional.empty(), 0, Optional.empty());

  /** An archive is accepted once: the first word stands. */
  Intake afterAcceptance(Acceptance accepted) {
    return acceptance.isPresent()
        ? this
        : new Intake(Optional.of(accepted), rejection, publishedEntries, restagedAt);
  }

  Intake afterRejection(Rejection rejected) {
    Rejection latest = rejection.map(known -> known.orLater(rejected)).orElse(rejected);
    return new Intake(acceptance, Optional.of(latest), publishedEntries, restagedAt);
  }

  Intake afterPublication(long published) {
    return new Intake(acceptance, rejection, Math.max(publishedEntries, published), restagedAt);
  }

  Intake afterRestaging(Instant at) {
    Optional<Instant> latest =
        Stream.concat(restagedAt.stream(), Stream.of(at)).max(Instant::compareTo);
    return new Intake(acceptance, rejection, publishedEntries, latest);
  }

  /** Whether every entry of an accepted archive is in {@code xip.entries}. */
  boolean isPublished() {
    return acceptance
        .filter(it -> !it.isPublishedInChunks() || publishedEntries >= it.entries())
        .isPresent();
  }
}
