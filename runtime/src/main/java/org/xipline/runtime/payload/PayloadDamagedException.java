package org.xipline.runtime.payload;

import java.io.IOException;

/** The bytes in the store are not those that the claim check promises. */
public final class PayloadDamagedException extends IOException {
  private static final long serialVersionUID = 1L;

  public PayloadDamagedException(String message) {
    super(message);
  }
}
