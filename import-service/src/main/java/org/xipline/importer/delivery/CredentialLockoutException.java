package org.xipline.importer.delivery;

import org.xipline.importer.mailbox.Opening;

/** The mailbox server lets nobody in, and whoever started the import waits for its end. */
public final class CredentialLockoutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CredentialLockoutException(Opening.LogInRefused refusal) {
    super(refusal.toString());
  }
}
