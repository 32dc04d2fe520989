package org.xipline.ingest.arrival;

import java.time.Duration;
import java.time.Instant;
import org.xipline.ingest.connector.Moments;
import org.xipline.schemas.record.Unseen;

/**
 * When an archive file that could not be read is looked for again. The first looks of the others
 * follow one another at once; then they grow rarer. An arrival that is not due lets those go first
 * that wait behind it, but no more than one a second, so that a queue of nothing but such arrivals
 * does not turn in circles.
 */
public sealed interface NextLook {
  Duration BETWEEN_TURNS = Duration.ofSeconds(1);
  Duration LONGEST_REST = Duration.ofSeconds(5);
  Duration LONGEST_DELAY = Duration.ofSeconds(30);

  /** It is time. */
  record Now() implements NextLook {}

  /** The arrival stays where it is. */
  record Rest(Instant until) implements NextLook {}

  /** The arrival goes to the end of its partition. */
  record LetOthersGoFirst(Unseen unseen) implements NextLook {}

  /**
   * Decides.
   *
   * @param othersWait whether other arrivals wait behind it
   */
  static NextLook of(Unseen unseen, Instant now, boolean othersWait) {
    Instant due = Moments.instant(unseen.getLastLookAt()).plus(delayAfter(unseen.getLooks()));
    if (!now.isBefore(due)) {
      return new Now();
    }
    Instant turn = Moments.instant(unseen.getPassedOnAt()).plus(BETWEEN_TURNS);
    if (othersWait && !now.isBefore(turn)) {
      return new LetOthersGoFirst(unseen.toBuilder().setPassedOnAt(Moments.timestamp(now)).build());
    }
    return new Rest(earliest(due, othersWait ? turn : now.plus(LONGEST_REST)));
  }

  private static Duration delayAfter(int looks) {
    if (looks < 2) {
      return Duration.ZERO;
    }
    Duration delay = Duration.ofSeconds(1L << Math.min(looks - 2, 16));
    return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
  }

  private static Instant earliest(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
