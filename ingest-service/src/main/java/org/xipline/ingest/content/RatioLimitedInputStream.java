package org.xipline.ingest.content;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.xipline.ingest.archive.ArchiveLimits;
import org.xipline.ingest.archive.ArchiveRejectedException;
import org.xipline.schemas.reason.RejectionReason;

/** Refuses to yield more than a multiple of what the content's own length is. */
final class RatioLimitedInputStream extends FilterInputStream {
  private final long contentBytes;
  private final long maxRatio;
  private final long maxBytes;
  private long count;

  RatioLimitedInputStream(InputStream decoded, long contentBytes, long maxRatio) {
    super(decoded);
    this.contentBytes = contentBytes;
    this.maxRatio = maxRatio;
    this.maxBytes =
        Math.max(ArchiveLimits.RATIO_FREE_BYTES, multiplyBounded(contentBytes, maxRatio));
  }

  private static long multiplyBounded(long left, long right) {
    return Math.multiplyHigh(left, right) == 0 && left * right >= 0 ? left * right : Long.MAX_VALUE;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    count(Math.max(0, read));
    return read;
  }

  @Override
  public long skip(long length) throws IOException {
    long skipped = super.skip(length);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
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
