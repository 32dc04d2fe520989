package org.xipline.importer.imap.session;

import java.time.Duration;
import java.time.Instant;

/**
 * Whose trouble a refused log-in is: servers say the same of a mailbox that is gone, of one that
 * the importer may not enter, and of a wrong password. It is the mailbox's when it was refused for
 * long enough and another mailbox gets in right after a refusal. Pure.
 */
final class LogInRule {
  /** Of so many mailboxes one may be gone; hardly all of them. */
  static final int MANY_MAILBOXES = 3;

  private LogInRule() {}

  /** What to do about a refusal. */
  enum Judgement {
    /** Nobody knows yet. */
    OPEN,
    /** Whether another mailbox gets in now would tell. */
    TRY_ANOTHER,
    /** It is the mailbox's. */
    FINAL
  }

  /**
   * Judges a refusal.
   *
   * @param finalAfter how long a mailbox must have been refused
   */
  static Judgement judge(Refusal refusal, Instant now, Duration finalAfter) {
    boolean longEnough = !refusal.passing() && !now.isBefore(refusal.since().plus(finalAfter));
    if (refusal.anotherGotInSince()) {
      return longEnough ? Judgement.FINAL : Judgement.OPEN;
    }
    boolean nobodyForLong = !now.isBefore(refusal.nobodySince().plus(finalAfter));
    boolean many = refusal.mailboxes() >= MANY_MAILBOXES;
    return longEnough || nobodyForLong || many ? Judgement.TRY_ANOTHER : Judgement.OPEN;
  }

  /**
   * A refused log-in, and what is known of others.
   *
   * @param passing whether the server says that it passes
   * @param since when this mailbox was first refused since it got in last
   * @param mailboxes how many different mailboxes were refused since one got in, this one included
   * @param nobodySince when the first of them was refused
   * @param anotherGotInSince whether another mailbox got in after this refusal
   */
  record Refusal(
      boolean passing,
      Instant since,
      int mailboxes,
      Instant nobodySince,
      boolean anotherGotInSince) {}
}
