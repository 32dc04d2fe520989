package org.xipline.console.replay;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import org.xipline.console.deadletter.SelectedPair;
import org.xipline.console.ledger.PairLookup;

/** Numbers attempts so that the order of those at one pair does not depend on operators' clocks. */
final class ReplaySequence {

  private ReplaySequence() {}

  /**
   * Of a replay that is asked for now.
   *
   * @param last the largest number that anything about its pairs has
   */
  static long after(long last, Instant now) {
    return Math.max(ChronoUnit.MICROS.between(Instant.EPOCH, now), last + 1);
  }

  /** The largest number that anything about these pairs has: attempts and decisions. */
  static long last(PairLookup ledger, Collection<SelectedPair> pairs) {
    return pairs.stream()
        .flatMap(it -> ledger.findPair(it.archive(), it.entry(), it.address()).stream())
        .mapToLong(pair -> Math.max(pair.replaySequence(), pair.decision().number()))
        .max()
        .orElse(0);
  }
}
