package org.xipline.convert.mime.original;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Passes bytes on, and notes whether every line is one that mail may hold. */
final class LineCheck extends FilterOutputStream {
  private static final int MAX_LINE_OCTETS = 998;

  private int lineOctets;
  private boolean passed = true;

  LineCheck(OutputStream out) {
    super(out);
  }

  /** Whether there was no NUL and no line over 998 octets. */
  boolean passed() {
    return passed;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      byte b = bytes[i];
      if (b == '\n') {
        lineOctets = 0;
      } else if (b != '\r') {
        lineOctets++;
        passed &= b != 0 && lineOctets <= MAX_LINE_OCTETS;
      }
    }
    out.write(bytes, offset, length);
  }
}
