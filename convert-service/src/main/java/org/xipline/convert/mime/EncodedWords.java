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
    return of(text, TEXT_BYTES);
  }

  /** The words of a display name: as few as can be, as some readers show the space between. */
  static List<String> ofPhrase(String name) {
    return of(name, PHRASE_BYTES);
  }

  private static List<String> of(String text, int maxBytes) {
    List<String> words = new ArrayList<>();
    var piece = new StringBuilder();
    int bytes = 0;
    for (int c : text.codePoints().toArray()) {
      int size = utf8Size(c);
      if (bytes + size > maxBytes) {
        words.add(word(piece));
        piece.setLength(0);
        bytes = 0;
      }
      piece.appendCodePoint(c);
      bytes += size;
    }
    if (!piece.isEmpty()) {
      words.add(word(piece));
    }
    return words;
  }

  private static String word(StringBuilder piece) {
    byte[] bytes = piece.toString().getBytes(UTF_8);
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
