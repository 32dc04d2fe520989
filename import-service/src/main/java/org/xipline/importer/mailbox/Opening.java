package org.xipline.importer.mailbox;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.xipline.importer.mailbox.AppendResult.NotLetIn;
import org.xipline.importer.mailbox.AppendResult.NotStored;
import org.xipline.importer.mailbox.AppendResult.TryLater;
import org.xipline.schemas.reason.DeadLetterReason;

/** What came of opening a mailbox. */
public sealed interface Opening {

  /** It is open; whoever asked closes it. */
  record Opened(Mailbox mailbox) implements Opening {}

  /** It is not open. */
  sealed interface NotOpened extends Opening {}

  /** There is no such mailbox, and asking again will not make one. */
  record NotFound(String detail) implements NotOpened {}

  /** The importer may not write to it. */
  record Denied(String detail) implements NotOpened {}

  /** This mailbox cannot be opened now, and that becomes of its messages; others may open. */
  record Busy(NotStored cause) implements NotOpened {}

  /**
   * The server refuses the log-in, and whose trouble that is does not show yet: the mailbox's, that
   * of the credentials, or the server's.
   *
   * @param reason what messages are set aside with if it is the mailbox's
   * @param passing whether the server says that it passes
   * @param detail the server's words
   * @param mailboxes how many different mailboxes were refused since one got in; 0 if another one
   *     got in since this refusal
   * @param since when the first of them was refused
   * @param proven whether any mailbox ever got in
   */
  record LogInRefused(
      DeadLetterReason reason,
      boolean passing,
      String detail,
      int mailboxes,
      Instant since,
      boolean proven)
      implements NotOpened {

    /** What becomes of a message if it is not the server's trouble. */
    public NotStored cause() {
      return passing ? new TryLater(reason, detail, Duration.ZERO) : new NotLetIn(reason, detail);
    }

    /** For people: what is wrong, and what to look at. */
    @Override
    public String toString() {
      return "the mailbox server refuses every log-in; %d mailboxes were tried since %s: %s;"
              .formatted(Math.max(1, mailboxes), since.truncatedTo(ChronoUnit.SECONDS), detail)
          + " check --imap-auth, its password or client secret, and that the mailboxes exist";
    }
  }

  /** No mailbox of this server can be reached now. It is nobody's attempt. */
  record Unavailable(String detail) implements NotOpened {}
}
