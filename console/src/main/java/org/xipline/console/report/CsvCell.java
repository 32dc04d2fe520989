package org.xipline.console.report;

/**
 * Keeps a source's text from being run as a formula by the spreadsheet that opens the log.
 * Full-width signs count: some spreadsheets take them for the plain ones.
 *
 * @see "OWASP, CSV Injection"
 */
final class CsvCell {
  private static final String STARTS_FORMULA = "=+-@\t\r\n＝＋－＠";

  private CsvCell() {}

  /** The text; behind an apostrophe where it would be taken for a formula. */
  static String safe(String text) {
    return !text.isEmpty() && STARTS_FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }
}
