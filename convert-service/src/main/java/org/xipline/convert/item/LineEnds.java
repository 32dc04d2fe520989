package org.xipline.convert.item;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Passes bytes on, and notes whether there is a CR or LF among them that is no part of a CRLF. */
final class LineEnds extends FilterInputStream {
  private boolean anyBare;
  private boolean afterReturn;

  LineEnds(InputStream in) {
    super(in);
  }

  /** To be asked when all has been read. */
  boolean anyBare() {
    return anyBare || afterReturn;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = in.read(buffer, offset, length);
    for (int i = offset; i < offset + count; i++) {
      anyBare |= afterReturn != (buffer[i] == '\n');
      afterReturn = buffer[i] == '\r';
    }
    return count;
  }
}
