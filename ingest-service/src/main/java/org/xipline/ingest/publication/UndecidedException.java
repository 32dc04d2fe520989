package org.xipline.ingest.publication;

import java.io.IOException;

/** Another instance has written what it accepts, and its transaction has not ended yet. */
public final class UndecidedException extends IOException {
  private static final long serialVersionUID = 1L;

  UndecidedException(String message) {
    super(message);
  }
}
