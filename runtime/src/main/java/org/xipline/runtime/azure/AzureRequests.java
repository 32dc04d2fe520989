package org.xipline.runtime.azure;

import java.time.Duration;

/**
 * How patient a request is. The longest that one can take is {@code tries} times {@code tryTimeout}
 * and the waits between.
 *
 * @param tries of one request, the first included
 * @param tryTimeout of each
 * @param firstWait before the second try; it doubles from one to the next
 * @param longestWait that it grows to
 */
record AzureRequests(int tries, Duration tryTimeout, Duration firstWait, Duration longestWait) {
  static final AzureRequests DEFAULT =
      new AzureRequests(5, Duration.ofSeconds(60), Duration.ofMillis(400), Duration.ofSeconds(10));
}
