package org.xipline.archive.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A stream that also hands out its bytes where they lie, so that they need not be copied. */
abstract class PieceInputStream extends InputStream {

  /**
   * The next bytes: at least one, at most {@code most}; none at the end. They stay what they are
   * until anything else is asked of the stream.
   *
   * @param most at least 1
   */
  abstract ByteBuffer nextPiece(int most) throws IOException;

  /** The stream itself where it is one of these, or else with a buffer before it. */
  static PieceInputStream of(InputStream in) {
    return in instanceof PieceInputStream pieces ? pieces : new Buffered(in);
  }

  /** The bytes between a buffer's position and its limit; the position moves. */
  static PieceInputStream of(ByteBuffer bytes) {
    return new PieceInputStream() {
      @Override
      ByteBuffer nextPiece(int most) {
        return cut(bytes, most);
      }
    };
  }

  @Override
  public int read() throws IOException {
    ByteBuffer piece = nextPiece(1);
    return piece.hasRemaining() ? piece.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    ByteBuffer piece = nextPiece(length);
    int count = piece.remaining();
    piece.get(target, offset, count);
    return count == 0 ? -1 : count;
  }

  /** A view of a buffer's next bytes, which are then behind its position. */
  static ByteBuffer cut(ByteBuffer bytes, int most) {
    int count = Math.min(most, bytes.remaining());
    ByteBuffer piece = bytes.slice(bytes.position(), count);
    bytes.position(bytes.position() + count);
    return piece;
  }

  private static final class Buffered extends PieceInputStream {
    private static final int BUFFER_BYTES = 64 << 10;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private ByteBuffer unread = ByteBuffer.allocate(0);
    private boolean closed;

    Buffered(InputStream in) {
      this.in = in;
    }

    @Override
    ByteBuffer nextPiece(int most) throws IOException {
      if (closed) {
        throw new IOException("the stream is closed");
      }
      if (!unread.hasRemaining()) {
        unread = ByteBuffer.wrap(buffer, 0, Math.max(0, in.read(buffer)));
      }
      return cut(unread, most);
    }

    @Override
    public void close() throws IOException {
      closed = true;
      in.close();
    }
  }
}
