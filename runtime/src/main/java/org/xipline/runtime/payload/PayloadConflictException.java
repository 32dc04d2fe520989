package org.xipline.runtime.payload;

import java.io.IOException;

/** The name holds other bytes already; nothing was written. */
public final class PayloadConflictException extends IOException {
  private static final long serialVersionUID = 1L;

  public PayloadConflictException(String message) {
    super(message);
  }
}
