package org.xipline.console.cli;

/** Something that the operator gave cannot be used. The message says what, where and what to do. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
