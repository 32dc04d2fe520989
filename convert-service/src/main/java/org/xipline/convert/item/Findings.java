package org.xipline.convert.item;

import java.util.Optional;

/** What is found in a document that the item does not hold: what is wrong, what is unknown. */
final class Findings {
  private static final int MAX_QUOTED = 80;
  private static final int MAX_DETAIL = 500;

  private Optional<String> first = Optional.empty();
  private int count;
  private boolean cutShort;
  private int ignored;

  /** Something is wrong; reading goes on. */
  void problem(String what) {
    first = first.or(() -> Optional.of(what));
    count++;
  }

  /** Something is wrong, and nothing behind it could be read. */
  void unreadable(String what) {
    first = Optional.of(what);
    cutShort = true;
    count++;
  }

  void ignore() {
    ignored++;
  }

  boolean none() {
    return count == 0;
  }

  boolean cutShort() {
    return cutShort;
  }

  int ignored() {
    return ignored;
  }

  /** One line: the first thing wrong, and how many more there are. */
  String detail() {
    String what = bounded(first.orElse(""), MAX_DETAIL);
    return count > 1 && !cutShort ? what + " (and " + (count - 1) + " more)" : what;
  }

  /** A value of the document, fit to be shown in one line. */
  static String quoted(String value) {
    return "'" + bounded(value, MAX_QUOTED) + "'";
  }

  private static String bounded(String text, int length) {
    String printable = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\ud800-\\udfff]", "?");
    return printable.length() <= length ? printable : printable.substring(0, length) + "…";
  }
}
