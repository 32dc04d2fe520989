package org.xipline.console.reconcile;

/** The server of the mailboxes cannot be reached, or lets nobody in. */
public final class MailboxesUnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MailboxesUnreachableException(String message) {
    super(message);
  }
}
