package org.xipline.convert.mime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Text as RFC 2047 encoded words in UTF-8, each at most 75 characters and never cut inside a
 * character.
 */
final class EncodedWords {
  private static final String PREFIX = "=?utf-8?B?";
  private static final String SUFFIX = "?=";

  /** What makes a line of 76 characters with the longest name of a field of text. */
  private static final int TEXT_BYTES = 36;

  /** The same with the longest name of an address field. */
  private static final int PHRASE_BYTES = 42;

  private EncodedWords() {}

  /** The words of a field of text, to be set apart by white space; none for an empty text. */
  static List<String> of(String text) {
    return words(text, TEXT_BYTES, false);
  }

  /**
   * The words of a display name. Some readers show the space between encoded words, so there are as
   * few as can be, and they end at spaces of the name where it has any.
   */
  static List<String> ofPhrase(String name) {
    return words(name, PHRASE_BYTES, true);
  }

  private static List<String> words(String text, int maxBytes, boolean atSpaces) {
    List<String> words = new ArrayList<>();
    for (int from = 0; from < text.length(); ) {
      int fitting = fitting(text, from, maxBytes);
      int space = text.lastIndexOf(' ', fitting - 1) + 1;
      int to = atSpaces && fitting < text.length() && space > from ? space : fitting;
      words.add(word(text.substring(from, to)));
      from = to;
    }
    return words;
  }

  /** Where the text ends that fits this many bytes from there on. */
  private static int fitting(String text, int from, int maxBytes) {
    int bytes = 0;
    int end = from;
    while (end < text.length()) {
      int character = text.codePointAt(end);
      bytes += utf8Size(character);
      if (bytes > maxBytes) {
        return end;
      }
      end += Character.charCount(character);
    }
    return end;
  }

  private static String word(String piece) {
    byte[] bytes = piece.getBytes(UTF_8);
    return PREFIX + Base64.getEncoder().encodeToString(bytes) + SUFFIX;
  }

  private static int utf8Size(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }
}
