package org.xipline.archive.verification;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.xar.ArchiveBytes;
import org.xipline.schemas.identity.Sha256;

/**
 * Reads a file once, and hashes each piece for the whole file and for the range it is in. Both take
 * as long as all the reading, several times over: so they run at the same time, on threads of their
 * own, and the file is read ahead of them.
 */
final class FilePass {
  /** Small enough that a piece is still in a core's cache when it is hashed. */
  private static final int PIECE_BYTES = 256 << 10;

  private static final int PIECES = 16;

  private final ArchiveBytes bytes;
  private final Iterator<RangeExpectation> ranges;
  private final MessageDigest whole = Sha256.newMessageDigest();
  private final Queue<Piece> underWay = new ArrayDeque<>();
  private final RangeDigests digests = new RangeDigests();
  private @Nullable RangeExpectation current;
  private CompletableFuture<Void> wholeHashed = CompletableFuture.completedFuture(null);
  private CompletableFuture<Void> rangesHashed = CompletableFuture.completedFuture(null);

  /** A part of the file that is being hashed; its buffer is free again when that is done. */
  private record Piece(ByteBuffer buffer, CompletableFuture<Void> hashed) {}

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
    if (bytes.length() <= PIECE_BYTES) {
      return hashOn(Runnable::run);
    }
    try (ExecutorService hashers =
        Executors.newFixedThreadPool(
            2, Thread.ofPlatform().daemon().name("file-hasher-", 0).factory())) {
      return hashOn(hashers);
    }
  }

  private Sha256 hashOn(Executor hashers) throws IOException {
    for (long at = 0; at < bytes.length(); at += PIECE_BYTES) {
      begin(at, read(at), hashers);
    }
    while (!underWay.isEmpty()) {
      awaitOldest();
    }
    requireRest();
    return Sha256.of(whole.digest());
  }

  private ByteBuffer read(long at) throws IOException {
    int length = (int) Math.min(PIECE_BYTES, bytes.length() - at);
    ByteBuffer buffer = underWay.size() < PIECES ? ByteBuffer.allocate(length) : awaitOldest();
    bytes.read(at, buffer.clear().limit(length));
    return buffer.flip();
  }

  private void begin(long at, ByteBuffer buffer, Executor hashers) {
    wholeHashed = wholeHashed.thenRunAsync(() -> whole.update(buffer.duplicate()), hashers);
    rangesHashed = rangesHashed.thenRunAsync(() -> updateRanges(at, buffer.duplicate()), hashers);
    underWay.add(new Piece(buffer, CompletableFuture.allOf(wholeHashed, rangesHashed)));
  }

  private ByteBuffer awaitOldest() throws IOException {
    Piece oldest = underWay.remove();
    try {
      oldest.hashed().join();
      return oldest.buffer();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ArchiveRejectedException rejected) {
        throw rejected;
      }
      throw e;
    }
  }

  private void updateRanges(long at, ByteBuffer piece) {
    try {
      updateRangesIn(at, piece);
    } catch (ArchiveRejectedException e) {
      throw new CompletionException(e);
    }
  }

  private void updateRangesIn(long at, ByteBuffer piece) throws ArchiveRejectedException {
    long pieceEnd = at + piece.limit();
    while (current != null && current.begin() < pieceEnd) {
      current.update(at, piece, digests);
      if (current.end() > pieceEnd) {
        return;
      }
      current.require(digests);
      current = nextRange();
    }
  }

  /** Empty ranges at the file's end belong to no piece. */
  private void requireRest() throws ArchiveRejectedException {
    while (current != null) {
      current.require(digests);
      current = nextRange();
    }
  }

  private @Nullable RangeExpectation nextRange() {
    return ranges.hasNext() ? ranges.next() : null;
  }
}
