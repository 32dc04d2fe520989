package org.xipline.archive.xar.xml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Text that is being read, as valid UTF-8. It grows as far as it is asked to, and is used again.
 */
final class XmlText {
  private static final int INITIAL_BYTES = 256;

  private byte[] bytes = new byte[INITIAL_BYTES];
  private int length;
  private boolean ascii = true;

  void clear() {
    length = 0;
    ascii = true;
  }

  /** Bytes so far. */
  int length() {
    return length;
  }

  /** Whether it is white space alone. */
  boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (!XmlChars.isBlank(bytes[i])) {
        return false;
      }
    }
    return true;
  }

  /** Appends ASCII. */
  void append(byte[] source, int from, int count) {
    reserve(count);
    System.arraycopy(source, from, bytes, length, count);
    length += count;
  }

  void append(int codePoint) {
    if (codePoint < 0x80) {
      reserve(1);
      bytes[length++] = (byte) codePoint;
      return;
    }
    byte[] encoded = Character.toString(codePoint).getBytes(UTF_8);
    append(encoded, 0, encoded.length);
    ascii = false;
  }

  private void reserve(int count) {
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, ascii ? ISO_8859_1 : UTF_8);
  }
}
