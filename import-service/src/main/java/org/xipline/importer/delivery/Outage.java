package org.xipline.importer.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * A time in which the mailbox server cannot be reached. Pure.
 *
 * @param since when it began
 * @param failures tries in a row that have failed, the first included
 * @param nextProbe when the server may be tried again
 * @param lockedOut whether it answers, and refuses the log-in of everybody
 */
record Outage(Instant since, int failures, Instant nextProbe, boolean lockedOut) {
  static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);
  private static final int MAX_DOUBLINGS = 10;

  /**
   * The first try has failed.
   *
   * @param jitter in [0, 1)
   */
  static Outage begin(Instant now, boolean lockedOut, double jitter) {
    return new Outage(now, 1, now.plus(backoff(1, jitter)), lockedOut);
  }

  /** Another try has failed. */
  Outage failedAgain(Instant now, boolean nowLockedOut, double jitter) {
    return new Outage(since, failures + 1, now.plus(backoff(failures + 1, jitter)), nowLockedOut);
  }

  /** Doubles with each failure; the jitter chooses from its upper half. */
  private static Duration backoff(int failures, double jitter) {
    Duration doubled = FIRST_BACKOFF.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
    Duration longest = doubled.compareTo(LONGEST_BACKOFF) < 0 ? doubled : LONGEST_BACKOFF;
    return Duration.ofMillis(Math.round(longest.toMillis() * (0.5 + jitter / 2)));
  }
}
