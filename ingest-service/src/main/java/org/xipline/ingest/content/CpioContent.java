package org.xipline.ingest.content;

import java.io.IOException;
import java.io.InputStream;

/** The data of one cpio member. Readable until its reader moves on. */
final class CpioContent extends InputStream {
  private static final int SKIP_BUFFER_BYTES = 64 << 10;

  private final CpioInput in;
  private final byte[] single = new byte[1];
  private long remaining;
  private boolean finished;

  CpioContent(CpioInput in, long length) {
    this.in = in;
    this.remaining = length;
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (finished) {
      throw new IOException("the reader has moved on to another entry");
    }
    if (length == 0) {
      return 0;
    }
    return remaining == 0 ? -1 : readSome(target, offset, length);
  }

  private int readSome(byte[] target, int offset, int length) throws IOException {
    int read = in.read(target, offset, (int) Math.min(length, remaining));
    remaining -= read;
    return read;
  }

  /** Skips what was not read. */
  void finish() throws IOException {
    finished = true;
    byte[] skipped = new byte[(int) Math.min(remaining, SKIP_BUFFER_BYTES)];
    while (remaining > 0) {
      int _ = readSome(skipped, 0, skipped.length);
    }
  }
}
