package org.xipline.convert.mime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Text as RFC 2047 encoded words in UTF-8, each at most 60 characters and never cut inside a
 * character.
 */
final class EncodedWords {
  private static final String PREFIX = "=?utf-8?B?";
  private static final String SUFFIX = "?=";

  /** In base64 48 characters, so that a word fits the line of a field's name, too. */
  private static final int MAX_BYTES = 36;

  private EncodedWords() {}

  /** The words, to be set apart by white space; none for an empty text. */
  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    var piece = new StringBuilder();
    int bytes = 0;
    for (int c : text.codePoints().toArray()) {
      int size = utf8Size(c);
      if (bytes + size > MAX_BYTES) {
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
