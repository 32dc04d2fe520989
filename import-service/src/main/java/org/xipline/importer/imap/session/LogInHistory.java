package org.xipline.importer.imap.session;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xipline.importer.imap.session.LogInRule.Refusal;
import org.xipline.schemas.identity.EmailAddress;

/**
 * What log-ins to one server have come to so far, as {@link LogInRule} needs it. Bounded. Safe for
 * use by many threads.
 */
final class LogInHistory {
  private static final int MAX_REFUSED = 10_000;
  private static final int MAX_OTHERS = 16;

  /** Since when each mailbox is refused; those that got in since are not among them. */
  private final Map<EmailAddress, Instant> refused = bounded(MAX_REFUSED);

  /** Those that were refused since one got in, the first one first. */
  private final Map<EmailAddress, Instant> nobodyBut = bounded(MAX_REFUSED);

  /** Mailboxes that got in, and the number of that log-in; the last one last. */
  private final LinkedHashMap<EmailAddress, Long> gotIn = bounded(MAX_OTHERS);

  private long logIns;

  /** Whether any mailbox ever got in. */
  synchronized boolean isProven() {
    return logIns > 0;
  }

  /** A mailbox got in. */
  synchronized void gotIn(EmailAddress mailbox) {
    refused.remove(mailbox);
    nobodyBut.clear();
    gotIn.remove(mailbox);
    gotIn.put(mailbox, ++logIns);
  }

  /**
   * A mailbox was refused.
   *
   * @return how many log-ins had worked before
   */
  synchronized long refused(EmailAddress mailbox, Instant now) {
    refused.putIfAbsent(mailbox, now);
    nobodyBut.putIfAbsent(mailbox, now);
    Long number = gotIn.remove(mailbox);
    if (number != null) {
      // The one to be tried last.
      gotIn.putFirst(mailbox, number);
    }
    return logIns;
  }

  /**
   * What is known of a refusal by now.
   *
   * @param passing whether the server says that it passes
   * @param logInsBefore what {@link #refused} returned
   */
  synchronized Refusal refusal(
      EmailAddress mailbox, boolean passing, long logInsBefore, Instant now) {
    boolean anotherGotIn =
        gotIn.entrySet().stream()
            .anyMatch(it -> it.getValue() > logInsBefore && !it.getKey().equals(mailbox));
    return new Refusal(
        passing,
        refused.getOrDefault(mailbox, now),
        nobodyBut.size(),
        nobodyBut.values().stream().findFirst().orElse(now),
        anotherGotIn);
  }

  /** Other mailboxes that got in, the last one first. */
  synchronized List<EmailAddress> others(EmailAddress mailbox) {
    return gotIn.keySet().stream().filter(it -> !it.equals(mailbox)).toList().reversed();
  }

  /** The server was not there, or went: what it said before may have been said in its agony. */
  synchronized void serverLost() {
    refused.clear();
    nobodyBut.clear();
  }

  private static <V> LinkedHashMap<EmailAddress, V> bounded(int max) {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<EmailAddress, V> eldest) {
        return size() > max;
      }
    };
  }
}
