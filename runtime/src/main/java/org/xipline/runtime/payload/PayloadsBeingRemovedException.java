package org.xipline.runtime.payload;

import java.io.IOException;

/** The payloads of an archive are being removed: they can be staged when that has ended. */
public final class PayloadsBeingRemovedException extends IOException {
  private static final long serialVersionUID = 1L;

  public PayloadsBeingRemovedException(String message) {
    super(message);
  }
}
