package org.xipline.archive.content;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.schemas.reason.RejectionReason;

/** The bytes of a cpio stream, counted; to end before its trailer is an error. */
final class CpioInput implements Closeable {
  private static final int FILL_BUFFER_BYTES = 8 << 10;

  private final PieceInputStream in;
  private long position;

  CpioInput(InputStream in) {
    this.in = PieceInputStream.of(in);
  }

  long position() {
    return position;
  }

  byte[] readExactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    position += bytes.length;
    if (bytes.length < length) {
      throw cut();
    }
    return bytes;
  }

  /** At least one byte, at most {@code most}, until the next call. */
  ByteBuffer nextPiece(int most) throws IOException {
    ByteBuffer piece = in.nextPiece(most);
    if (!piece.hasRemaining()) {
      throw cut();
    }
    position += piece.remaining();
    return piece;
  }

  void readZerosToEnd(int maxBytes) throws IOException {
    byte[] fill = new byte[FILL_BUFFER_BYTES];
    int total = 0;
    for (int read = in.read(fill); read >= 0; read = in.read(fill)) {
      for (int i = 0; i < read; i++) {
        if (fill[i] != 0) {
          throw malformed("something follows the trailer");
        }
      }
      position += read;
      total += read;
      if (total > maxBytes) {
        throw malformed("more than %,d zeros follow the trailer".formatted(maxBytes));
      }
    }
  }

  ArchiveRejectedException malformed(String problem) {
    return new ArchiveRejectedException(
        RejectionReason.MALFORMED_ARCHIVE,
        "the cpio content is damaged before byte %,d: %s".formatted(position, problem));
  }

  private ArchiveRejectedException cut() {
    return malformed("it ends without its trailer");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
