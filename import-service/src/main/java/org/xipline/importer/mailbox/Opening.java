package org.xipline.importer.mailbox;

import java.time.Instant;
import org.xipline.importer.mailbox.AppendResult.NotStored;

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
   * The server refuses the credentials that are for all mailboxes, and they have worked for none.
   *
   * @param detail the server's words
   * @param mailboxes how many it was tried for
   * @param since the first refusal
   */
  record LockedOut(String detail, int mailboxes, Instant since) implements NotOpened {

    /** For people: what is wrong, and what to look at. */
    @Override
    public String toString() {
      return "the mailbox server refuses the log-in, tried for %d mailboxes and accepted for none: %s;"
              .formatted(mailboxes, detail)
          + " check --imap-auth, its password or client secret, and that the mailboxes exist";
    }
  }

  /** No mailbox of this server can be reached now. It is nobody's attempt. */
  record Unavailable(String detail) implements NotOpened {}
}
