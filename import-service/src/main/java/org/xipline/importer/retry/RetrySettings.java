package org.xipline.importer.retry;

import java.time.Duration;

/**
 * How often and how long a message is tried again.
 *
 * @param firstBackoff wait after the first attempt; it doubles with each further one
 * @param longestBackoff the most that is waited between two attempts
 * @param longestWaitInPlace up to this a message waits in memory, beyond it in {@code
 *     xip.messages.retry}
 * @param maximumAge counted from the first attempt; a message that would wait beyond it is
 *     dead-lettered
 */
public record RetrySettings(
    Duration firstBackoff,
    Duration longestBackoff,
    Duration longestWaitInPlace,
    Duration maximumAge) {

  /** For mailbox servers as they are: half a second at first, two days in all. */
  public static final RetrySettings DEFAULT =
      new RetrySettings(
          Duration.ofMillis(500),
          Duration.ofMinutes(15),
          Duration.ofSeconds(2),
          Duration.ofDays(2));

  /** For a run that somebody waits for: what has not passed in five minutes is set aside. */
  public static final RetrySettings ONE_RUN =
      new RetrySettings(
          Duration.ofMillis(500),
          Duration.ofSeconds(30),
          Duration.ofSeconds(2),
          Duration.ofMinutes(5));
}
