package org.xipline.convert.mime.original;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.util.Arrays;

/** The lines of a header, whatever their ends: CRLF, LF, CR alone, or CR CR LF. */
final class HeaderLines {
  /** How many bytes a line end may have to give back. */
  static final int PUSHBACK_BYTES = 3;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final PushbackInputStream in;
  private final int limitBytes;
  private int bytes;

  HeaderLines(PushbackInputStream in, int limitBytes) {
    this.in = in;
    this.limitBytes = limitBytes;
  }

  /** Skips a byte order mark, which is no part of the line that follows it. */
  void skipByteOrderMark() throws IOException {
    byte[] first = in.readNBytes(BYTE_ORDER_MARK.length);
    if (!Arrays.equals(first, BYTE_ORDER_MARK)) {
      in.unread(first);
    }
  }

  /** The next line; an empty one where the header ends, or the stream. */
  HeaderLine next() throws IOException {
    var line = new ByteArrayOutputStream(128);
    int c = in.read();
    for (; c >= 0 && c != '\n' && c != '\r'; c = in.read()) {
      line.write(c);
      bytes++;
      if (bytes > limitBytes) {
        throw new HeaderTooLargeException(limitBytes);
      }
    }
    return new HeaderLine(line.toByteArray(), end(c));
  }

  /** The line end that begins with this byte; negative at the end of the stream. */
  private byte[] end(int first) throws IOException {
    if (first < 0) {
      return new byte[0];
    }
    if (first == '\n') {
      return new byte[] {'\n'};
    }
    int second = in.read();
    if (second == '\n') {
      return new byte[] {'\r', '\n'};
    }
    if (second == '\r') {
      int third = in.read();
      if (third == '\n') {
        return new byte[] {'\r', '\r', '\n'};
      }
      unread(third);
    }
    unread(second);
    return new byte[] {'\r'};
  }

  private void unread(int c) throws IOException {
    if (c >= 0) {
      in.unread(c);
    }
  }
}
