package org.xipline.console.ledger;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Pairs of one archive that are pending for the same cause.
 *
 * @param reason code of the dead-letter reason that they would get in the end; empty where they are
 *     on their way
 * @param detail the mailbox server's words, or what else stands in the way; empty where they are on
 *     their way
 * @param pairs how many
 * @param since when the first of them began to wait
 * @param nextTry the first; empty where none is set
 */
public record PendingCause(
    String reason, String detail, long pairs, Instant since, Optional<Instant> nextTry) {

  static PendingCause of(PairState pair) {
    return pair.postponement()
        .map(it -> new PendingCause(it.reason(), it.detail(), 1, it.since(), it.nextTry()))
        .orElseGet(() -> new PendingCause("", "", 1, pair.at(), Optional.empty()));
  }

  /** The pairs of both; what is said of the cause is this one's. */
  PendingCause plus(PendingCause other) {
    return new PendingCause(
        reason,
        detail,
        pairs + other.pairs,
        since.isBefore(other.since) ? since : other.since,
        Stream.concat(nextTry.stream(), other.nextTry.stream()).min(Comparator.naturalOrder()));
  }
}
