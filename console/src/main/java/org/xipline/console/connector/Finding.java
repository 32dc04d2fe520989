package org.xipline.console.connector;

/**
 * What a check of one thing came to.
 *
 * @param what was tried
 * @param detail what was found, or is to be put right
 */
public record Finding(String what, Verdict verdict, String detail) {

  /** How it was found. */
  public enum Verdict {
    GOOD,
    /** Works today, and somebody should look. */
    WARNING,
    BAD
  }

  static Finding good(String what, String detail) {
    return new Finding(what, Verdict.GOOD, detail);
  }

  static Finding warning(String what, String detail) {
    return new Finding(what, Verdict.WARNING, detail);
  }

  static Finding bad(String what, String detail) {
    return new Finding(what, Verdict.BAD, detail);
  }
}
