package org.xipline.archive.verification;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.xar.ArchiveBytes;
import org.xipline.archive.xar.Checksum;
import org.xipline.archive.xar.DigestAlgorithm;
import org.xipline.archive.xar.HeapRange;
import org.xipline.archive.xar.XarArchive;
import org.xipline.archive.xar.XarData;
import org.xipline.archive.xar.XarEncoding;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.reason.RejectionReason;

/**
 * Compares content with its signed checksums before any of it is used. The file is read once from
 * begin to end; only what is encoded is then read again, to be decoded.
 */
final class ContentVerification {
  private final XarArchive xar;
  private final ArchiveBytes bytes;
  private final DigestAlgorithm minimum;

  ContentVerification(XarArchive xar, ArchiveBytes bytes, DigestAlgorithm minimum) {
    this.xar = xar;
    this.bytes = bytes;
    this.minimum = minimum;
  }

  /**
   * What was found.
   *
   * @param digest of the whole file
   * @param contentBytes of the file that are content, as it is stored
   */
  record Verified(Sha256 digest, long contentBytes) {}

  /** Verifies this content. */
  Verified verify(List<NamedData> content) throws IOException {
    List<RangeExpectation> expectations = expectations(content);
    Sha256 digest = new FilePass(bytes, expectations).run();
    var decoded = new HashSet<XarData>();
    for (NamedData named : content) {
      if (named.data().encoding() != XarEncoding.STORED && decoded.add(named.data())) {
        verifyDecoded(named);
      }
    }
    return new Verified(digest, expectations.stream().mapToLong(it -> it.end() - it.begin()).sum());
  }

  private void verifyDecoded(NamedData named) throws IOException {
    try (InputStream decoded = xar.open(named.data(), named.owner())) {
      decoded.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** What the ranges must hash to, in the order of the file. */
  private List<RangeExpectation> expectations(List<NamedData> content)
      throws ArchiveRejectedException {
    var all = new ArrayList<RangeExpectation>(content.size());
    for (NamedData named : content) {
      HeapRange range = named.data().range();
      all.add(
          new RangeExpectation(
              named.owner(), xar.positionOf(range), range.length(), checksums(named)));
    }
    all.sort(
        Comparator.comparingLong(RangeExpectation::begin).thenComparingLong(RangeExpectation::end));
    return merged(all);
  }

  /** Ranges of the same bytes as one; others do not overlap. */
  private static List<RangeExpectation> merged(List<RangeExpectation> sorted) {
    var merged = new ArrayList<RangeExpectation>(sorted.size());
    for (RangeExpectation next : sorted) {
      if (!merged.isEmpty() && merged.getLast().hasRangeOf(next)) {
        merged.getLast().addAll(next);
      } else {
        merged.add(next);
      }
    }
    return merged;
  }

  private List<Checksum> checksums(NamedData named) throws ArchiveRejectedException {
    Checksum archived = required(named.data().archivedChecksum(), named.owner());
    Checksum extracted = required(named.data().extractedChecksum(), named.owner());
    return named.data().encoding() == XarEncoding.STORED && !archived.equals(extracted)
        ? List.of(archived, extracted)
        : List.of(archived);
  }

  private Checksum required(Optional<Checksum> checksum, String owner)
      throws ArchiveRejectedException {
    if (checksum.isEmpty()) {
      throw weak(owner + " lacks a checksum, so no signature covers its content");
    }
    DigestAlgorithm algorithm = checksum.get().algorithm();
    if (algorithm.isWeakerThan(minimum)) {
      throw weak(
          "%s has a %s checksum; the policy demands %s"
              .formatted(owner, algorithm.jcaName(), minimum.jcaName()));
    }
    return checksum.get();
  }

  private static ArchiveRejectedException weak(String detail) {
    return new ArchiveRejectedException(RejectionReason.WEAK_ALGORITHM, detail);
  }
}
