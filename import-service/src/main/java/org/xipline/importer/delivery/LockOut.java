package org.xipline.importer.delivery;

import java.time.Duration;
import java.time.Instant;
import org.xipline.importer.mailbox.Opening;

/** Decides when credentials that have worked for nobody are to blame, and no mailbox is. Pure. */
final class LockOut {
  /** Of several mailboxes one may be gone; hardly all of them. */
  private static final int ENOUGH_MAILBOXES = 3;

  private static final Duration ENOUGH_TIME = Duration.ofSeconds(5);

  private LockOut() {}

  /**
   * Whether nobody gets in.
   *
   * @param awaited whether somebody waits for the end: then a few seconds are enough, however few
   *     mailboxes there are
   */
  static boolean isCertain(Opening.LockedOut refusal, Instant now, boolean awaited) {
    return refusal.mailboxes() >= ENOUGH_MAILBOXES
        || (awaited && !now.isBefore(refusal.since().plus(ENOUGH_TIME)));
  }
}
