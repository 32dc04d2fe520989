package org.xipline.importer.imap.session;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xipline.importer.mailbox.Opening;
import org.xipline.schemas.identity.EmailAddress;

/**
 * What log-ins have come to so far: tells credentials with which nobody gets in from a mailbox that
 * cannot be entered. Servers say the same to both. Safe for use by many threads.
 */
final class LogInHistory {
  private static final int MAX_REMEMBERED = 10_000;

  /** A mailbox that is moved, or whose storage is restarted, is away for less. */
  private static final Duration HOPELESS_AFTER = Duration.ofMinutes(1);

  private boolean proven;
  private @Nullable Instant refusedSince;
  private @Nullable Instant lastWorked;
  private final Map<EmailAddress, Instant> refused = bounded();
  private final Map<EmailAddress, Instant> notEntered = bounded();

  /**
   * @param proven whether credentials need no proof: each mailbox has its own
   */
  LogInHistory(boolean proven) {
    this.proven = proven;
  }

  synchronized boolean isProven() {
    return proven;
  }

  /** A log-in has worked. */
  synchronized void worked(EmailAddress mailbox, Instant now) {
    proven = true;
    lastWorked = now;
    refused.clear();
    notEntered.remove(mailbox);
  }

  /** The server refuses the credentials, and they have worked for no mailbox. */
  synchronized Opening.LockedOut refused(EmailAddress mailbox, Instant now, String words) {
    Instant since = refusedSince == null ? now : refusedSince;
    refusedSince = since;
    refused.putIfAbsent(mailbox, now);
    return new Opening.LockedOut(words, refused.size(), since);
  }

  /**
   * The server knows who logs in, and does not let it into this mailbox, for reasons that it keeps
   * to itself.
   *
   * @return whether it never did, for some time, while others could be entered
   */
  synchronized boolean isHopeless(EmailAddress mailbox, Instant now) {
    proven = true;
    Instant since = notEntered.computeIfAbsent(mailbox, _ -> now);
    return !now.isBefore(since.plus(HOPELESS_AFTER))
        && lastWorked != null
        && lastWorked.isAfter(since);
  }

  private static Map<EmailAddress, Instant> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<EmailAddress, Instant> eldest) {
        return size() > MAX_REMEMBERED;
      }
    };
  }
}
