package org.xipline.archive.extract;

import java.io.IOException;

/** The place to extract to cannot be used. The message is for whoever named it. */
public final class ExtractionException extends IOException {
  private static final long serialVersionUID = 1L;

  ExtractionException(String message) {
    super(message);
  }

  ExtractionException(String message, Throwable cause) {
    super(message, cause);
  }
}
