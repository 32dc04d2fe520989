package org.xipline.convert.mime.original;

/**
 * A line of a header.
 *
 * @param content without its end
 * @param end the bytes that end it; none at the end of the stream
 */
record HeaderLine(byte[] content, byte[] end) {
  private static final int CR_CR_LF = 3;

  boolean isEmpty() {
    return content.length == 0;
  }

  /** Whether it begins as a continuation of the line before does. */
  boolean isFolded() {
    return !isEmpty() && (content[0] == ' ' || content[0] == '\t');
  }

  /** Whether some program has put a second CR before its CR LF. */
  boolean hasDoubledReturn() {
    return end.length == CR_CR_LF;
  }

  /** Whether it holds bytes outside ASCII. */
  boolean isEightBit() {
    for (byte b : content) {
      if (b < 0) {
        return true;
      }
    }
    return false;
  }
}
