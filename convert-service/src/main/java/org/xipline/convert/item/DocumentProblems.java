package org.xipline.convert.item;

import static java.util.stream.Collectors.joining;

import java.util.Optional;
import java.util.stream.Stream;

/** What is found in a document that the item does not hold: what is wrong, what is unknown. */
final class DocumentProblems {
  private static final int MAX_QUOTED = 100;
  private static final int MAX_DETAIL = 500;

  private Optional<String> foremost = Optional.empty();
  private Optional<String> first = Optional.empty();
  private int count;
  private boolean cutShort;
  private int ignored;

  /** Something is wrong; reading goes on. */
  void problem(String what) {
    first = first.or(() -> Optional.of(what));
    count++;
  }

  /** Something is wrong that must be told, whatever else is. */
  void foremost(String what) {
    foremost = foremost.or(() -> Optional.of(what));
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

  /** One line: the first thing wrong, and how many more there are; or where reading ended. */
  String detail() {
    if (cutShort) {
      String all = Stream.of(foremost, first).flatMap(Optional::stream).collect(joining("; "));
      return bounded(all, MAX_DETAIL);
    }
    String what = bounded(foremost.or(() -> first).orElse(""), MAX_DETAIL);
    return count > 1 ? what + " (and " + (count - 1) + " more)" : what;
  }

  /** A value of the document, fit to be shown in one line. */
  static String quoted(String value) {
    return "'" + bounded(value, MAX_QUOTED) + "'";
  }

  private static String bounded(String text, int length) {
    var shown = new StringBuilder();
    for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
      String next = printable(text.codePointAt(at));
      if (shown.length() + next.length() > length) {
        return shown.append('…').toString();
      }
      shown.append(next);
    }
    return shown.toString();
  }

  /** The character, or its number where it would be invisible or break the line. */
  private static String printable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          String.format("\\u%04x", character);
      default -> Character.toString(character);
    };
  }
}
