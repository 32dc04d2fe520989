package org.xipline.importer.retry;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Mailboxes that asked for rest. What comes for them meanwhile is put off without an attempt, so
 * that a throttled account is left alone. Safe for use by many threads.
 */
public final class RestingMailboxes {
  private final Map<String, Instant> restUntil = new ConcurrentHashMap<>();

  /** Leaves a mailbox alone until this time. */
  public void rest(String mailbox, Instant until, Instant now) {
    restUntil.values().removeIf(end -> !end.isAfter(now));
    restUntil.merge(mailbox, until, (one, other) -> one.isAfter(other) ? one : other);
  }

  /** Until when this mailbox is to be left alone; empty if it need not be. */
  public Optional<Instant> restsUntil(String mailbox, Instant now) {
    return Optional.ofNullable(restUntil.get(mailbox)).filter(end -> end.isAfter(now));
  }
}
