package org.xipline.importer.delivery;

import java.time.Duration;
import java.time.Instant;
import org.xipline.importer.mailbox.Opening;

/** Decides what a refused log-in means for everybody else. Pure. */
final class CredentialLockout {
  /** Of so many different mailboxes one may be gone; hardly all of them. */
  private static final int MANY_MAILBOXES = 3;

  /** Servers make those wait whose log-ins fail, good ones included. */
  private static final Duration UNTIL_PROVEN = Duration.ofSeconds(20);

  private static final Duration ONCE_PROVEN = Duration.ofMinutes(1);

  private CredentialLockout() {}

  /** What follows. */
  enum Consequence {
    /** It concerns this mailbox alone, as far as anybody knows. */
    NONE,
    /** It is the server's trouble: nothing is tried but now and then, and nothing is set aside. */
    PAUSE,
    /** So it is, and whoever waits for the end is told. */
    FAIL
  }

  /**
   * What follows from a refusal.
   *
   * @param awaited whether somebody waits for the end: then it fails where nobody gets in, however
   *     few mailboxes there are
   */
  static Consequence of(Opening.LogInRefused refusal, Instant now, boolean awaited) {
    Duration patience = refusal.proven() ? ONCE_PROVEN : UNTIL_PROVEN;
    boolean nobodyGetsIn = refusal.mailboxes() > 0;
    if (awaited && nobodyGetsIn && !now.isBefore(refusal.since().plus(patience))) {
      return Consequence.FAIL;
    }
    return refusal.mailboxes() >= MANY_MAILBOXES ? Consequence.PAUSE : Consequence.NONE;
  }
}
