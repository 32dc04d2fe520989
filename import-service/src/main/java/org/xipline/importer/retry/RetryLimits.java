package org.xipline.importer.retry;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What keeps retries that are due from being tried. */
public interface RetryLimits {

  /** How many bytes more of this mailbox may be in hand; not positive if it has enough. */
  long freeBytes(String mailbox);

  /** Until when this mailbox is to be left alone; empty if it need not be. */
  Optional<Instant> restsUntil(String mailbox);

  /** {@link RetrySettings#maximumAge}. */
  Duration maximumAge();
}
