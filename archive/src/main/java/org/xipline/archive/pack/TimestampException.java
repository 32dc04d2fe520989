package org.xipline.archive.pack;

import java.io.IOException;

/** A timestamping authority gave no timestamp, or none to be used. */
public final class TimestampException extends IOException {
  private static final long serialVersionUID = 1L;

  TimestampException(String message) {
    super(message);
  }

  TimestampException(String message, Throwable cause) {
    super(message, cause);
  }
}
