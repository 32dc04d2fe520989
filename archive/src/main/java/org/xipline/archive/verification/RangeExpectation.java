package org.xipline.archive.verification;

import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.xar.Checksum;
import org.xipline.archive.xar.DigestAlgorithm;
import org.xipline.schemas.reason.RejectionReason;

/** What one part of the file must hash to; each digest is computed once. */
final class RangeExpectation {
  private final String owner;
  private final long begin;
  private final long end;
  private List<Checksum> checksums;

  /**
   * @param begin in the file
   */
  RangeExpectation(String owner, long begin, long length, List<Checksum> checksums) {
    this.owner = owner;
    this.begin = begin;
    this.end = begin + length;
    this.checksums = checksums;
  }

  boolean hasRangeOf(RangeExpectation other) {
    return begin == other.begin && end == other.end;
  }

  /** Expects what another one does too. */
  void addAll(RangeExpectation other) {
    Set<Checksum> all = new LinkedHashSet<>(checksums);
    all.addAll(other.checksums);
    checksums = List.copyOf(all);
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
    for (DigestAlgorithm algorithm : algorithms()) {
      digests.of(algorithm).update(piece.slice(from, to - from));
    }
  }

  /** Compares, once the whole of it was there; the digests are as new then. */
  void require(RangeDigests digests) throws ArchiveRejectedException {
    for (DigestAlgorithm algorithm : algorithms()) {
      require(algorithm, digests.of(algorithm).digest());
    }
  }

  /** Nearly always one. */
  private Set<DigestAlgorithm> algorithms() {
    return checksums.size() == 1
        ? Set.of(checksums.getFirst().algorithm())
        : checksums.stream().map(Checksum::algorithm).collect(Collectors.toSet());
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
