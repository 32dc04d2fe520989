package org.xipline.console.ledger;

import org.jspecify.annotations.Nullable;

/**
 * How many pairs there are, and how many stand where. {@code expected} is counted on its own, so
 * that the law {@link #addsUp} can be broken.
 */
public record PairCounts(
    long expected,
    long delivered,
    long alreadyPresent,
    long external,
    long unmapped,
    long deadLettered,
    long pending) {

  public static final PairCounts ZERO = new PairCounts(0, 0, 0, 0, 0, 0, 0);

  /** Of one pair that stands there. */
  public static PairCounts of(PairStatus standing) {
    return one(standing, 1);
  }

  /** expected = delivered + already present + external + unmapped + dead-lettered + pending. */
  public boolean addsUp() {
    return expected == delivered + alreadyPresent + external + held() + pending;
  }

  /** Pairs that wait for someone to act: unmapped or dead-lettered. */
  public long held() {
    return unmapped + deadLettered;
  }

  /** The counts of both. */
  public PairCounts plus(PairCounts other) {
    return new PairCounts(
        expected + other.expected,
        delivered + other.delivered,
        alreadyPresent + other.alreadyPresent,
        external + other.external,
        unmapped + other.unmapped,
        deadLettered + other.deadLettered,
        pending + other.pending);
  }

  /** After a pair has moved; {@code null} stands for a pair that is not there. */
  PairCounts afterMove(@Nullable PairStatus from, @Nullable PairStatus to) {
    return from == to ? this : plus(one(from, -1)).plus(one(to, +1));
  }

  private static PairCounts one(@Nullable PairStatus standing, long n) {
    return switch (standing) {
      case null -> ZERO;
      case DELIVERED -> new PairCounts(n, n, 0, 0, 0, 0, 0);
      case ALREADY_PRESENT -> new PairCounts(n, 0, n, 0, 0, 0, 0);
      case EXTERNAL -> new PairCounts(n, 0, 0, n, 0, 0, 0);
      case UNMAPPED -> new PairCounts(n, 0, 0, 0, n, 0, 0);
      case DEAD_LETTERED -> new PairCounts(n, 0, 0, 0, 0, n, 0);
      case PENDING -> new PairCounts(n, 0, 0, 0, 0, 0, n);
    };
  }
}
