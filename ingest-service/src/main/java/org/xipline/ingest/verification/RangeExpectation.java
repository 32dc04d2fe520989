package org.xipline.ingest.verification;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.xipline.ingest.archive.ArchiveRejectedException;
import org.xipline.ingest.xar.Checksum;
import org.xipline.ingest.xar.DigestAlgorithm;
import org.xipline.schemas.reason.RejectionReason;

/** What one part of the file must hash to; each digest is computed once. */
final class RangeExpectation {
  private final String owner;
  private final long begin;
  private final long end;
  private final List<Checksum> checksums = new ArrayList<>();
  private final Map<DigestAlgorithm, MessageDigest> digests = new EnumMap<>(DigestAlgorithm.class);

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
   */
  void update(long at, ByteBuffer piece) {
    int from = (int) Math.clamp(begin - at, 0, piece.limit());
    int to = (int) Math.clamp(end - at, 0, piece.limit());
    for (Checksum checksum : checksums) {
      digests.computeIfAbsent(checksum.algorithm(), DigestAlgorithm::newDigest);
    }
    for (MessageDigest digest : digests.values()) {
      digest.update(piece.slice(from, to - from));
    }
  }

  /** Compares, once the whole of it was there. */
  void require() throws ArchiveRejectedException {
    Map<DigestAlgorithm, byte[]> values = new EnumMap<>(DigestAlgorithm.class);
    for (Checksum checksum : checksums) {
      byte[] value =
          values.computeIfAbsent(
              checksum.algorithm(),
              algorithm -> digests.computeIfAbsent(algorithm, DigestAlgorithm::newDigest).digest());
      if (!checksum.matches(value)) {
        throw new ArchiveRejectedException(
            RejectionReason.CONTENT_TAMPERED,
            "%s does not have the signed %s checksum"
                .formatted(owner, checksum.algorithm().jcaName()));
      }
    }
  }
}
