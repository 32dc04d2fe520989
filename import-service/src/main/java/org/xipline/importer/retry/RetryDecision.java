package org.xipline.importer.retry;

import java.time.Duration;
import java.time.Instant;

/** When a message is tried again, if it is. */
public sealed interface RetryDecision {

  /** Soon: it waits where it is. */
  record InPlace(Duration backoff) implements RetryDecision {}

  /** Not before this time: it waits in {@code xip.messages.retry}. */
  record Until(Instant due) implements RetryDecision {}

  /** Never: it was tried for as long as is allowed. */
  record Exhausted(int attempts, Instant firstTriedAt) implements RetryDecision {}
}
