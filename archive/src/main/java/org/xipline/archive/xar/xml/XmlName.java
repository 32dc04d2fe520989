package org.xipline.archive.xar.xml;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** A name in ASCII, as bytes too. */
final class XmlName {
  /** Instead of a number. */
  static final int NO_NUMBER = -1;

  private final byte[] bytes;
  private final String text;
  private final int number;

  /**
   * @param number no other name's in the document; or {@link #NO_NUMBER}
   */
  XmlName(byte[] source, int length, int number) {
    this.bytes = Arrays.copyOf(source, length);
    this.text = new String(bytes, US_ASCII);
    this.number = number;
  }

  int length() {
    return bytes.length;
  }

  /** No other name's in the document; or {@link #NO_NUMBER}. */
  int number() {
    return number;
  }

  /** Whether those bytes are the name. */
  boolean isAt(byte[] source, int offset, int length) {
    return length == bytes.length && isAt(source, offset);
  }

  /** Whether the bytes from there on begin with the name; there must be as many. */
  boolean isAt(byte[] source, int offset) {
    for (int i = 0; i < bytes.length; i++) {
      if (source[offset + i] != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  /** As in the document. */
  @Override
  public String toString() {
    return text;
  }
}
