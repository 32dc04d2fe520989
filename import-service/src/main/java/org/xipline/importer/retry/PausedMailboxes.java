package org.xipline.importer.retry;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Mailboxes that are left alone for a time. What comes for them meanwhile is put off without an
 * attempt. Safe for use by many threads.
 */
public final class PausedMailboxes {
  private final Map<String, MailboxPause> rests = new ConcurrentHashMap<>();

  /** Leaves a mailbox alone; of two rests the one that ends later counts. */
  public void rest(String mailbox, MailboxPause rest, Instant now) {
    rests.values().removeIf(it -> !it.until().isAfter(now));
    rests.merge(mailbox, rest, (one, other) -> one.until().isAfter(other.until()) ? one : other);
  }

  /** How this mailbox is to be left alone; empty if it need not be. */
  public Optional<MailboxPause> of(String mailbox, Instant now) {
    return Optional.ofNullable(rests.get(mailbox)).filter(it -> it.until().isAfter(now));
  }
}
