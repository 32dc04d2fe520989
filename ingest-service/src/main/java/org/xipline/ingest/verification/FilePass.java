package org.xipline.ingest.verification;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.xipline.ingest.archive.ArchiveRejectedException;
import org.xipline.ingest.xar.ArchiveBytes;
import org.xipline.schemas.identity.Sha256;

/**
 * Reads a file once, in large pieces, and hashes each piece for the whole file and for the range it
 * is in; the two at the same time, since hashing is slower than reading.
 */
final class FilePass {
  private static final int PIECE_BYTES = 1 << 20;

  private final ArchiveBytes bytes;
  private final Iterator<RangeExpectation> ranges;
  private final MessageDigest whole = Sha256.newMessageDigest();
  private @Nullable RangeExpectation current;

  /**
   * @param ranges in the order of the file, disjoint
   */
  FilePass(ArchiveBytes bytes, List<RangeExpectation> ranges) {
    this.bytes = bytes;
    this.ranges = ranges.iterator();
    this.current = nextRange();
  }

  /** The file's digest, if every range has what is expected of it. */
  Sha256 run() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(PIECE_BYTES, bytes.length()));
    for (long at = 0; at < bytes.length(); at += buffer.limit()) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), bytes.length() - at));
      bytes.read(at, buffer);
      buffer.flip();
      ByteBuffer piece = buffer.duplicate();
      CompletableFuture<Void> hashed = CompletableFuture.runAsync(() -> whole.update(piece));
      try {
        updateRanges(at, buffer);
      } finally {
        hashed.join();
      }
    }
    requireRest();
    return Sha256.of(whole.digest());
  }

  private void updateRanges(long at, ByteBuffer piece) throws ArchiveRejectedException {
    long pieceEnd = at + piece.limit();
    while (current != null && current.begin() < pieceEnd) {
      current.update(at, piece);
      if (current.end() > pieceEnd) {
        return;
      }
      current.require();
      current = nextRange();
    }
  }

  /** Empty ranges at the file's end belong to no piece. */
  private void requireRest() throws ArchiveRejectedException {
    while (current != null) {
      current.require();
      current = nextRange();
    }
  }

  private @Nullable RangeExpectation nextRange() {
    return ranges.hasNext() ? ranges.next() : null;
  }
}
