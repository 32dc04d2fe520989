package org.xipline.ingest.verification;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.xipline.ingest.archive.ArchiveRejectedException;
import org.xipline.ingest.xar.Checksum;
import org.xipline.ingest.xar.DigestAlgorithm;
import org.xipline.schemas.reason.RejectionReason;

/** What one part of the file must hash to; each digest is computed once. */
final class RangeExpectation {
  private final String owner;
  private final long begin;
  private final long end;
  private final List<Checksum> checksums = new ArrayList<>(1);
  private final Set<DigestAlgorithm> algorithms = EnumSet.noneOf(DigestAlgorithm.class);

  /**
   * @param begin in the file
   */
  RangeExpectation(String owner, long begin, long length) {
    this.owner = owner;
    this.begin = begin;
    this.end = begin + length;
  }

  void add(Checksum checksum) {
    if (!checksums.contains(checksum)) {
      checksums.add(checksum);
      algorithms.add(checksum.algorithm());
    }
  }

  long begin() {
    return begin;
  }

  long end() {
    return end;
  }

  /**
   * Takes what it wants of the next piece of the file.
   *
   * @param at where the piece begins
   * @param digests of what it took before
   */
  void update(long at, ByteBuffer piece, RangeDigests digests) {
    int from = (int) Math.clamp(begin - at, 0, piece.limit());
    int to = (int) Math.clamp(end - at, 0, piece.limit());
    for (DigestAlgorithm algorithm : algorithms) {
      digests.of(algorithm).update(piece.slice(from, to - from));
    }
  }

  /** Compares, once the whole of it was there; the digests are as new then. */
  void require(RangeDigests digests) throws ArchiveRejectedException {
    for (DigestAlgorithm algorithm : algorithms) {
      require(algorithm, digests.of(algorithm).digest());
    }
  }

  private void require(DigestAlgorithm algorithm, byte[] digest) throws ArchiveRejectedException {
    for (Checksum checksum : checksums) {
      if (checksum.algorithm() == algorithm && !checksum.matches(digest)) {
        throw new ArchiveRejectedException(
            RejectionReason.CONTENT_TAMPERED,
            "%s does not have the signed %s checksum".formatted(owner, algorithm.jcaName()));
      }
    }
  }
}
