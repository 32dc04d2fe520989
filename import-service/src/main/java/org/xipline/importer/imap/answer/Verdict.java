package org.xipline.importer.imap.answer;

import java.time.Duration;
import org.xipline.schemas.reason.DeadLetterReason;

/** What an answer other than OK means. */
public sealed interface Verdict {

  /** Things are as they were wanted to be. */
  record Done() implements Verdict {}

  /** There is no folder XIP yet. */
  record MakeFolder() implements Verdict {}

  /** It may pass. */
  record Later(DeadLetterReason reason, Blame blame) implements Verdict {}

  /** It will not pass by itself. */
  record Never(DeadLetterReason reason, Blame blame) implements Verdict {}

  /** This mailbox is to be left alone for exactly so long; nothing was tried. */
  record Throttled(Duration rest) implements Verdict {}

  /** The credentials ran out: with new ones it goes on, and nothing was tried. */
  record LogInAgain() implements Verdict {}

  /** The session is over, for a reason that says nothing of the message. */
  record SessionOver() implements Verdict {}

  /**
   * The log-in is refused. Whose trouble that is, one answer does not tell: the mailbox's, that of
   * the credentials, or the server's.
   *
   * @param reason what messages are set aside with if it is the mailbox's
   * @param passing whether the server says that it passes
   */
  record LogInRefused(DeadLetterReason reason, boolean passing) implements Verdict {
    /** The connection was dropped in place of an answer. */
    public static final LogInRefused UNEXPLAINED =
        new LogInRefused(DeadLetterReason.MAILBOX_ACCESS_DENIED, false);
  }

  /** No mailbox of this server can be delivered to; nothing was tried. */
  record ServerUnavailable() implements Verdict {}

  /** What is in the way. */
  enum Blame {
    /** One message of those that were sent together, perhaps: each is tried by itself. */
    MESSAGE,
    /** The mailbox: it would answer every message so. */
    MAILBOX
  }
}
