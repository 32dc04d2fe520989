package org.xipline.importer.delivery;

import org.xipline.importer.mailbox.Opening;

/** The mailbox server lets nobody in, and whoever started the import waits for its end. */
public final class LockedOutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LockedOutException(Opening.LogInRefused refusal) {
    super(refusal.toString());
  }
}
