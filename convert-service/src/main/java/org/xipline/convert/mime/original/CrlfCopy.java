package org.xipline.convert.mime.original;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copies bytes; a line end, whether CRLF, LF or CR alone, becomes CRLF. */
final class CrlfCopy {
  private static final int BUFFER_BYTES = 64 * 1024;

  private CrlfCopy() {}

  static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] from = new byte[BUFFER_BYTES];
    byte[] to = new byte[2 * BUFFER_BYTES];
    boolean afterCr = false;
    for (int length = in.read(from); length >= 0; length = in.read(from)) {
      int size = 0;
      for (int i = 0; i < length; i++) {
        byte b = from[i];
        if (b == '\r' || b == '\n' && !afterCr) {
          to[size++] = '\r';
          to[size++] = '\n';
        } else if (b != '\n') {
          to[size++] = b;
        }
        afterCr = b == '\r';
      }
      out.write(to, 0, size);
    }
  }
}
