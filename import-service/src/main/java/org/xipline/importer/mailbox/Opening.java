package org.xipline.importer.mailbox;

import org.xipline.importer.mailbox.AppendResult.NotStored;

/** What came of opening a mailbox. */
public sealed interface Opening {

  /** It is open; whoever asked closes it. */
  record Opened(Mailbox mailbox) implements Opening {}

  /** There is no such mailbox, and asking again will not make one. */
  record NotFound(String detail) implements Opening {}

  /** The importer may not write to it. */
  record Denied(String detail) implements Opening {}

  /** This mailbox cannot be opened now, and that becomes of its messages; others may open. */
  record Busy(NotStored cause) implements Opening {}

  /** No mailbox of this server can be reached now. It is nobody's attempt. */
  record Unavailable(String detail) implements Opening {}
}
