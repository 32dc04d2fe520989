package org.xipline.convert.mime.original;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** Reads CR CR LF as CR LF. */
final class SingleReturns extends FilterInputStream {
  SingleReturns(InputStream in) {
    super(new PushbackInputStream(in, 2));
  }

  @Override
  public int read() throws IOException {
    int c = in.read();
    if (c != '\r') {
      return c;
    }
    int second = in.read();
    if (second == '\r') {
      int third = in.read();
      unread(third);
      if (third == '\n') {
        return '\r';
      }
    }
    unread(second);
    return '\r';
  }

  private void unread(int c) throws IOException {
    if (c >= 0) {
      ((PushbackInputStream) in).unread(c);
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = 0;
    while (count < length) {
      int c = read();
      if (c < 0) {
        break;
      }
      buffer[offset + count++] = (byte) c;
    }
    return count == 0 && length > 0 ? -1 : count;
  }
}
