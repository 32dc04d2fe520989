package org.xipline.convert.publication;

/** Caps texts that come from outside: a record has room for so much. */
final class Texts {
  /** Fits every identifier that was seen. */
  static final int MAX_ID = 512;

  /** A sentence, with what it quotes. */
  static final int MAX_DETAIL = 1_000;

  private Texts() {}

  /** The text, its end replaced by an ellipsis where it is longer than that many characters. */
  static String capped(String text, int maxChars) {
    if (text.length() <= maxChars) {
      return text;
    }
    int end = maxChars - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  /** Upper bound of what a text takes in a record. */
  static int weight(String text) {
    return 3 * text.length() + Integer.BYTES;
  }
}
