package org.xipline.console.cli;

/** What a program knows of the failures of its commands. */
public interface KnownFailures {

  /** Whether the command line is to blame; the message says for what. */
  default boolean isMisuse(Exception failure) {
    return false;
  }

  /** Whether the message says it all, without the failure's kind and its causes. */
  default boolean speaksForItself(Throwable failure) {
    return false;
  }

  /** Keeps a failure for those who will want to know more than its text. */
  default void note(Exception failure) {}
}
