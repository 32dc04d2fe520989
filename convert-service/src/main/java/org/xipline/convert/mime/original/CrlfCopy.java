package org.xipline.convert.mime.original;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copies bytes; a line end, whether CRLF, LF, CR alone or CR CR LF, becomes CRLF. */
final class CrlfCopy {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final OutputStream out;

  /** Room for the line ends that the buffer before left open. */
  private final byte[] to = new byte[2 * BUFFER_BYTES + 4];

  private int size;

  /** CRs that have been read and not been written: two at most. */
  private int returns;

  private CrlfCopy(OutputStream out) {
    this.out = out;
  }

  static void copy(InputStream in, OutputStream out) throws IOException {
    new CrlfCopy(out).copy(in);
  }

  private void copy(InputStream in) throws IOException {
    byte[] from = new byte[BUFFER_BYTES];
    for (int length = in.read(from); length >= 0; length = in.read(from)) {
      for (int i = 0; i < length; i++) {
        add(from[i]);
      }
      flush();
    }
    endLines();
    flush();
  }

  private void add(byte b) {
    switch (b) {
      case '\n' -> {
        returns = 0;
        endLine();
      }
      case '\r' -> {
        if (returns == 2) {
          endLine();
        } else {
          returns++;
        }
      }
      default -> {
        endLines();
        to[size++] = b;
      }
    }
  }

  /** Those CRs were line ends by themselves. */
  private void endLines() {
    for (; returns > 0; returns--) {
      endLine();
    }
  }

  private void endLine() {
    to[size++] = '\r';
    to[size++] = '\n';
  }

  private void flush() throws IOException {
    out.write(to, 0, size);
    size = 0;
  }
}
