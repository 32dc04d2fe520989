package org.xipline.console.reconcile;

/** What a mailbox and the ledger can disagree on. Codes are never renamed. */
public enum FindingCode {
  /** The ledger calls a pair delivered, and the message is not there. */
  MISSING("missing"),
  /** The same message is there more than once. */
  SECOND_COPY("second-copy"),
  /** The message is there, with other bytes than were delivered. */
  BYTES_DIFFER("bytes-differ"),
  /** A message of the archive is there, and the ledger does not call it delivered there. */
  NOT_RECORDED("not-recorded"),
  /** The mailbox cannot be read, so nothing is known of its pairs. */
  UNREADABLE("unreadable");

  private final String code;

  FindingCode(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }
}
