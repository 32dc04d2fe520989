package org.xipline.importer.retry;

import java.time.Duration;
import java.time.Instant;

/** Decides when a message is tried again. A pure function of its arguments. */
public final class RetryPolicy {
  private static final int MAX_DOUBLINGS = 30;

  private final RetrySettings settings;

  public RetryPolicy(RetrySettings settings) {
    this.settings = settings;
  }

  /** {@link RetrySettings#maximumAge}. */
  public Duration maximumAge() {
    return settings.maximumAge();
  }

  /**
   * What becomes of a message after an attempt that failed for a passing reason.
   *
   * @param attempts how many were made, this one included
   * @param firstTriedAt when the first was made
   * @param askedWait what the server asked for; zero if it named none
   * @param jitter in [0, 1): spreads the waits of many
   */
  public RetryDecision postpone(
      int attempts, Instant firstTriedAt, Duration askedWait, Instant now, double jitter) {
    return postponeBy(wait(attempts, askedWait, jitter), attempts, firstTriedAt, now);
  }

  /** The same for a message that does not grow too old: what keeps it is not its own. */
  public RetryDecision postponeForever(int attempts, Instant now, double jitter) {
    return postpone(attempts, now, Duration.ZERO, now, jitter);
  }

  /** What becomes of a message whose mailbox the server wants left alone for exactly so long. */
  public RetryDecision rest(int attempts, Instant firstTriedAt, Duration rest, Instant now) {
    return postponeBy(min(rest, settings.maximumAge()), attempts, firstTriedAt, now);
  }

  private RetryDecision postponeBy(Duration wait, int attempts, Instant firstTriedAt, Instant now) {
    return switch (postponeTo(now.plus(wait), attempts, firstTriedAt)) {
      case RetryDecision.Until _ when wait.compareTo(settings.longestWaitInPlace()) <= 0 ->
          new RetryDecision.InPlace(wait);
      case RetryDecision decided -> decided;
    };
  }

  /** What becomes of a message that cannot be tried before this time. */
  public RetryDecision postponeTo(Instant due, int attempts, Instant firstTriedAt) {
    return due.isAfter(firstTriedAt.plus(settings.maximumAge()))
        ? new RetryDecision.Exhausted(attempts, firstTriedAt)
        : new RetryDecision.Until(due);
  }

  /**
   * The server's wait is kept to, and stretched by up to a tenth; our own lies in its upper half.
   */
  private Duration wait(int attempts, Duration asked, double jitter) {
    Duration own = scale(backoff(attempts), 0.5 + jitter / 2);
    Duration askedCapped = min(asked, settings.maximumAge());
    return max(own, scale(askedCapped, 1 + jitter / 10));
  }

  private Duration backoff(int attempts) {
    int doublings = Math.clamp(attempts - 1L, 0, MAX_DOUBLINGS);
    return min(settings.firstBackoff().multipliedBy(1L << doublings), settings.longestBackoff());
  }

  private static Duration scale(Duration duration, double factor) {
    return Duration.ofMillis(Math.round(duration.toMillis() * factor));
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
