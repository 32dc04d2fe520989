package org.xipline.runtime.payload;

import java.io.IOException;

/** The store holds no payload of that name: it was purged, or never staged. */
public final class PayloadMissingException extends IOException {
  private static final long serialVersionUID = 1L;

  public PayloadMissingException(String message) {
    super(message);
  }
}
