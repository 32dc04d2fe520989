package org.xipline.archive.pack;

import java.io.IOException;

/**
 * The archive cannot be written from what was given: the key, the certificates or the directory.
 * The message is for whoever gave them.
 */
public final class PackException extends IOException {
  private static final long serialVersionUID = 1L;

  public PackException(String message) {
    super(message);
  }

  public PackException(String message, Throwable cause) {
    super(message, cause);
  }
}
