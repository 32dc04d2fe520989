package org.xipline.archive.xar;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.schemas.reason.RejectionReason;

/**
 * An archive file of the XAR format, whose table of contents is read and consistent. Whether anyone
 * has signed it is not decided here: until then, believe nothing of it.
 *
 * <p>Inputs: a file of any bytes. What is refused: headers and tables that two readers could
 * understand differently, ranges outside the file or over one another, numbers and digests that are
 * not exactly written.
 */
public final class XarArchive {
  private static final String TOC = "the table of contents";
  private static final int MAX_SIGNATURE_BYTES = 1 << 20;

  private final ArchiveBytes bytes;
  private final ArchiveLimits limits;
  private final XarHeader header;
  private final byte[] tocChecksum;
  private final XarToc toc;

  private XarArchive(
      ArchiveBytes bytes, ArchiveLimits limits, XarHeader header, byte[] tocChecksum, XarToc toc) {
    this.bytes = bytes;
    this.limits = limits;
    this.header = header;
    this.tocChecksum = tocChecksum;
    this.toc = toc;
  }

  /**
   * Reads header and table of contents. The packed table is read from the file once: the bytes that
   * are hashed are the bytes that are parsed.
   *
   * @throws ArchiveRejectedException if they are not acceptable
   */
  public static XarArchive read(ArchiveBytes bytes, ArchiveLimits limits) throws IOException {
    XarHeader header = XarHeader.read(bytes, limits);
    byte[] packedToc = bytes.read(XarHeader.SIZE, (int) header.packedTocBytes());
    byte[] checksum = header.digestAlgorithm().digest(packedToc);
    requireStored(checksum, header, bytes);
    XarToc toc = parse(packedToc, header, limits, bytes.length());
    return new XarArchive(bytes, limits, header, checksum, toc);
  }

  public XarToc toc() {
    return toc;
  }

  /** Digest of the packed table of contents, computed here: what signatures are over. */
  public byte[] tocChecksum() {
    return tocChecksum.clone();
  }

  public DigestAlgorithm tocDigestAlgorithm() {
    return header.digestAlgorithm();
  }

  /** A signature's bytes, which stand in the heap. */
  public byte[] valueOf(XarSignature signature) throws IOException {
    HeapRange range = signature.range();
    if (range.length() > MAX_SIGNATURE_BYTES) {
      throw Malformed.because(
          "the %s signature has %,d bytes".formatted(signature.style(), range.length()));
    }
    return bytes.read(positionOf(range), (int) range.length());
  }

  /** How much of the file are header, table of contents, its checksum, and signatures. */
  public long signedBytes() {
    long signatures = toc.signatures().stream().mapToLong(it -> it.range().length()).sum();
    return header.heapBase() + tocChecksum.length + signatures;
  }

  /** Where a range begins in the file. */
  public long positionOf(HeapRange range) {
    return header.heapBase() + range.offset();
  }

  /**
   * The decoded content, checked while it is read: its end is reported only if length and both
   * checksums are the signed ones.
   *
   * @param owner whose content, for messages
   */
  public InputStream open(XarData data, String owner) throws IOException {
    InputStream stored = bytes.stream(positionOf(data.range()), data.range().length());
    Checksum archived = requireChecksum(data.archivedChecksum(), owner);
    Checksum extracted = requireChecksum(data.extractedChecksum(), owner);
    if (data.encoding() == XarEncoding.STORED) {
      return new VerifyingInputStream(
          stored, owner, data.sizeBytes(), List.of(archived, extracted));
    }
    InputStream verified =
        new VerifyingInputStream(
            stored, owner + " as stored", data.range().length(), List.of(archived));
    return new VerifyingInputStream(
        new DecodingInputStream(verified, data.encoding(), limits.maxDictionaryBytes(), owner),
        owner,
        data.sizeBytes(),
        List.of(extracted));
  }

  private static Checksum requireChecksum(Optional<Checksum> checksum, String owner)
      throws ArchiveRejectedException {
    return checksum.orElseThrow(() ->
        new ArchiveRejectedException(
            RejectionReason.WEAK_ALGORITHM,
            owner + " lacks a checksum, so no signature covers its content"));
  }

  private static void requireStored(byte[] checksum, XarHeader header, ArchiveBytes bytes)
      throws IOException {
    long end = header.heapBase() + checksum.length;
    if (end > bytes.length()) {
      throw Malformed.truncated("the checksum", end, bytes.length());
    }
    byte[] stored = bytes.read(header.heapBase(), checksum.length);
    if (!MessageDigest.isEqual(checksum, stored)) {
      throw new ArchiveRejectedException(
          RejectionReason.SIGNATURE_INVALID,
          "the table of contents does not have the checksum that stands behind it");
    }
  }

  private static XarToc parse(
      byte[] packedToc, XarHeader header, ArchiveLimits limits, long fileBytes) throws IOException {
    try (InputStream packed =
            new DecodingInputStream(new ByteArrayInputStream(packedToc), XarEncoding.ZLIB, 0, TOC);
        InputStream xml = new VerifyingInputStream(packed, TOC, header.tocBytes(), List.of())) {
      XarToc toc = new TocParser(header, limits).parse(xml, fileBytes);
      // The parser may stop reading at the end of the document.
      xml.transferTo(OutputStream.nullOutputStream());
      return toc;
    }
  }
}
