package org.xipline.importer.imap.connection;

import java.io.IOException;
import java.io.OutputStream;

/** Knows since when a write has been under way. */
final class TimedOutputStream extends OutputStream {
  private static final long IDLE = 0;

  private final OutputStream out;
  private final Runnable cut;
  private volatile long writingSince = IDLE;

  /**
   * Guards a stream.
   *
   * @param cut makes a write that blocks fail; called on another thread
   */
  TimedOutputStream(OutputStream out, Runnable cut) {
    this.out = out;
    this.cut = cut;
  }

  void cutIfStuck(long limitNanos) {
    long since = writingSince;
    if (since != IDLE && System.nanoTime() - since > limitNanos) {
      cut.run();
    }
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    begin();
    try {
      out.write(buffer, offset, length);
    } finally {
      writingSince = IDLE;
    }
  }

  @Override
  public void flush() throws IOException {
    begin();
    try {
      out.flush();
    } finally {
      writingSince = IDLE;
    }
  }

  private void begin() {
    writingSince = System.nanoTime() | 1;
  }
}
