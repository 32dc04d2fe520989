package org.xipline.importer.retry;

import java.util.Comparator;
import java.util.TreeSet;

/**
 * The retries of one mailbox, in order of time. Those that there is no room for are forgotten: only
 * when the first of them is due is known.
 */
final class MailboxRetries {
  static final long NEVER = Long.MAX_VALUE;

  private static final Comparator<Postponed> BY_TIME =
      Comparator.comparingLong(Postponed::dueMillis).thenComparingLong(Postponed::offset);

  private final String mailbox;
  private final TreeSet<Postponed> known = new TreeSet<>(BY_TIME);
  private long notBeforeMillis;
  private long forgottenDueMillis = NEVER;

  MailboxRetries(String mailbox) {
    this.mailbox = mailbox;
  }

  String mailbox() {
    return mailbox;
  }

  int size() {
    return known.size();
  }

  void add(Postponed retry) {
    known.add(retry);
  }

  Postponed first() {
    return known.first();
  }

  Postponed takeFirst() {
    return known.removeFirst();
  }

  /** Forgets the one that is due last, and returns it. */
  Postponed forgetLast() {
    Postponed last = known.removeLast();
    forgottenDueMillis = Math.min(forgottenDueMillis, last.dueMillis());
    return last;
  }

  boolean hasForgotten() {
    return forgottenDueMillis != NEVER;
  }

  /** When the first of those that are forgotten is due. */
  long forgottenDueMillis() {
    return forgottenDueMillis;
  }

  /** They are about to be read again. */
  void recallForgotten() {
    forgottenDueMillis = NEVER;
  }

  /** None of them is due before this time. */
  void restUntil(long millis) {
    notBeforeMillis = millis;
  }

  /** When the first is due; {@link #NEVER} if none is known. */
  long nextDueMillis() {
    return known.isEmpty() ? NEVER : Math.max(known.first().dueMillis(), notBeforeMillis);
  }
}
