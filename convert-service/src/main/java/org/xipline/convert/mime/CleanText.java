package org.xipline.convert.mime;

import java.util.function.IntPredicate;

/** Takes out of a source's values what must not reach a message. */
final class CleanText {
  private static final int LINE_SEPARATOR = 0x2028;
  private static final int PARAGRAPH_SEPARATOR = 0x2029;
  private static final int REPLACEMENT = 0xFFFD;

  private CleanText() {}

  /** For one line: without CR, LF, NUL and Unicode's line ends. */
  static String line(String text) {
    return without(
        text,
        c -> c == '\r' || c == '\n' || c == 0 || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR);
  }

  /** For many lines: without NUL. */
  static String lines(String text) {
    return without(text, c -> c == 0);
  }

  /** Half a surrogate pair is no text either; it becomes the replacement character. */
  private static String without(String text, IntPredicate unwanted) {
    if (text.chars().noneMatch(c -> unwanted.test(c) || Character.isSurrogate((char) c))) {
      return text;
    }
    return text.codePoints()
        .filter(c -> !unwanted.test(c))
        .map(c -> Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
