package org.xipline.console.command;

/** Something that the operator gave cannot be used. The message says what, where and what to do. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
