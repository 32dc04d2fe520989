package org.xipline.archive.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.schemas.reason.RejectionReason;

/** Refuses to yield more than a multiple of what the content's own length is. */
final class RatioLimitedInputStream extends PieceInputStream {
  private final PieceInputStream in;
  private final long contentBytes;
  private final long maxRatio;
  private final long maxBytes;
  private long count;

  RatioLimitedInputStream(InputStream decoded, long contentBytes, long maxRatio) {
    this.in = PieceInputStream.of(decoded);
    this.contentBytes = contentBytes;
    this.maxRatio = maxRatio;
    this.maxBytes =
        Math.max(ArchiveLimits.RATIO_FREE_BYTES, multiplyBounded(contentBytes, maxRatio));
  }

  private static long multiplyBounded(long left, long right) {
    return Math.multiplyHigh(left, right) == 0 && left * right >= 0 ? left * right : Long.MAX_VALUE;
  }

  @Override
  ByteBuffer nextPiece(int most) throws IOException {
    ByteBuffer piece = in.nextPiece(most);
    count(piece.remaining());
    return piece;
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void count(long bytes) throws ArchiveRejectedException {
    count += bytes;
    if (count > maxBytes) {
      throw new ArchiveRejectedException(
          RejectionReason.ARCHIVE_TOO_LARGE,
          "%,d bytes of content decode to more than %,d times as many"
              .formatted(contentBytes, maxRatio));
    }
  }
}
