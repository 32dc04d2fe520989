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

  private static final int HOPELESS_REFUSALS = 4;

  private boolean proven;
  private @Nullable Instant refusedSince;
  private @Nullable Instant lastWorked;
  private final Map<EmailAddress, Instant> refused = bounded();
  private final Map<EmailAddress, Refusals> notEntered = bounded();

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

  /** The server was not there, or went: what it said before may have been said in its agony. */
  synchronized void serverLost() {
    notEntered.clear();
  }

  /**
   * The server knows who logs in, and does not let it into this mailbox, for reasons that it keeps
   * to itself.
   *
   * @return whether it never did, for some time, while others could be entered in between
   */
  synchronized boolean isHopeless(EmailAddress mailbox, Instant now) {
    proven = true;
    Refusals before = notEntered.getOrDefault(mailbox, new Refusals(now, Instant.MIN, 0));
    boolean othersGotIn = lastWorked != null && lastWorked.isAfter(before.last());
    Refusals refusals =
        othersGotIn ? new Refusals(before.first(), now, before.count() + 1) : before;
    notEntered.put(mailbox, refusals);
    return refusals.count() >= HOPELESS_REFUSALS
        && !now.isBefore(refusals.first().plus(HOPELESS_AFTER));
  }

  /**
   * How often a mailbox could not be entered.
   *
   * @param count of those between which others got in
   */
  private record Refusals(Instant first, Instant last, int count) {}

  private static <V> Map<EmailAddress, V> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<EmailAddress, V> eldest) {
        return size() > MAX_REMEMBERED;
      }
    };
  }
}
