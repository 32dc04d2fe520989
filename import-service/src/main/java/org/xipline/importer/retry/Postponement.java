package org.xipline.importer.retry;

import java.time.Duration;
import java.time.Instant;

/** When a message is tried again, if it is. */
public sealed interface Postponement {

  /** Soon: it waits where it is. */
  record InPlace(Duration backoff) implements Postponement {}

  /** Not before this time: it waits in {@code xip.messages.retry}. */
  record Until(Instant due) implements Postponement {}

  /** Never: it was tried for as long as is allowed. */
  record Exhausted(int attempts, Instant firstTriedAt) implements Postponement {}
}
