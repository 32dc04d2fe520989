package org.xipline.console.connector;

/**
 * What a check of one thing came to.
 *
 * @param what was tried
 * @param detail what was found, or is to be put right
 */
public record CheckResult(String what, Verdict verdict, String detail) {

  /** How it was found. */
  public enum Verdict {
    GOOD,
    /** Works today, and somebody should look. */
    WARNING,
    BAD
  }

  static CheckResult good(String what, String detail) {
    return new CheckResult(what, Verdict.GOOD, detail);
  }

  static CheckResult warning(String what, String detail) {
    return new CheckResult(what, Verdict.WARNING, detail);
  }

  static CheckResult bad(String what, String detail) {
    return new CheckResult(what, Verdict.BAD, detail);
  }
}
