package org.xipline.convert.mime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One header field, in ASCII, folded at 78 characters where its value allows.
 *
 * <p>Jakarta Mail folds only at white space, lets long words and text that looks like an encoded
 * word through as they are, and its output depends on system properties; so fields are written
 * here.
 */
final class HeaderField {
  private static final int PREFERRED_LINE = 78;

  /** A word that does not fold must still fit a line of 998 octets behind the name. */
  private static final int MAX_PLAIN_WORD = 900;

  private HeaderField() {}

  /** A field of free text: as it is where it is plain ASCII, else in encoded words. */
  static String ofText(String name, String value) {
    String text = CleanText.line(value);
    return ofWords(name, isPlain(text) ? plainWords(text) : EncodedWords.of(text));
  }

  /** A field of a list, folded between its elements. */
  static String ofList(String name, List<String> elements) {
    List<String> words = new ArrayList<>(elements);
    for (int i = 0; i < words.size() - 1; i++) {
      words.set(i, words.get(i) + ",");
    }
    return ofWords(name, words);
  }

  /** A field whose value is ASCII, well-formed, and folds only between these words. */
  static String ofWords(String name, List<String> words) {
    var field = new StringBuilder(name).append(':');
    int column = field.length();
    for (String word : words) {
      if (column + 1 + word.length() > PREFERRED_LINE && column > name.length() + 1) {
        field.append("\r\n");
        column = 0;
      }
      field.append(' ').append(word);
      column += 1 + word.length();
    }
    return field.append("\r\n").toString();
  }

  /** Whether a reader gets the very text back when it stands there as it is. */
  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c <= '~')
        && !text.isEmpty()
        && !text.contains("=?")
        && !text.startsWith(" ")
        && !text.endsWith(" ")
        && !text.contains("  ")
        && plainWords(text).stream().allMatch(word -> word.length() <= MAX_PLAIN_WORD);
  }

  private static List<String> plainWords(String text) {
    return Arrays.asList(text.split(" ", -1));
  }
}
