package org.xipline.archive.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.xipline.archive.model.EntryContent;

/** The data of one cpio member. Readable until its reader moves on. */
final class CpioContent extends EntryContent {
  private static final int PIECE_BYTES = 1 << 20;

  private final CpioInput in;
  private long remaining;
  private boolean finished;

  CpioContent(CpioInput in, long length) {
    this.in = in;
    this.remaining = length;
  }

  @Override
  public int read() throws IOException {
    requireCurrent();
    return remaining == 0 ? -1 : nextPiece(1).get() & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    requireCurrent();
    if (length == 0) {
      return 0;
    }
    if (remaining == 0) {
      return -1;
    }
    ByteBuffer piece = nextPiece(length);
    int count = piece.remaining();
    piece.get(target, offset, count);
    return count;
  }

  @Override
  public void writeTo(WritableByteChannel target) throws IOException {
    requireCurrent();
    while (remaining > 0) {
      ByteBuffer piece = nextPiece(PIECE_BYTES);
      while (piece.hasRemaining()) {
        target.write(piece);
      }
    }
  }

  /** Skips what was not read. */
  void finish() throws IOException {
    finished = true;
    while (remaining > 0) {
      nextPiece(PIECE_BYTES);
    }
  }

  private ByteBuffer nextPiece(int most) throws IOException {
    ByteBuffer piece = in.nextPiece((int) Math.min(most, remaining));
    remaining -= piece.remaining();
    return piece;
  }

  private void requireCurrent() throws IOException {
    if (finished) {
      throw new IOException("the reader has moved on to another entry");
    }
  }
}
