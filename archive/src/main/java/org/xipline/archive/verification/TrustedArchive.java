package org.xipline.archive.verification;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.EntryReader;
import org.xipline.archive.signature.Signer;
import org.xipline.archive.signature.ValidSignature;
import org.xipline.archive.xar.ArchiveBytes;
import org.xipline.archive.xar.DigestAlgorithm;
import org.xipline.archive.xar.SignatureStyle;
import org.xipline.archive.xar.XarArchive;
import org.xipline.schemas.identity.ArchiveId;

/**
 * An archive that passed {@link ArchiveVerifier}, still open: another file that takes its name
 * later is not read.
 */
public final class TrustedArchive implements AutoCloseable {
  private final ArchiveId id;
  private final long unusedBytes;
  private final ValidSignature signature;
  private final XarArchive xar;
  private final ArchiveLayout layout;
  private final ArchiveBytes bytes;
  private final ArchiveLimits limits;

  TrustedArchive(
      ArchiveId id,
      long unusedBytes,
      ValidSignature signature,
      XarArchive xar,
      ArchiveLayout layout,
      ArchiveBytes bytes,
      ArchiveLimits limits) {
    this.id = id;
    this.unusedBytes = unusedBytes;
    this.signature = signature;
    this.xar = xar;
    this.layout = layout;
    this.bytes = bytes;
    this.limits = limits;
  }

  public ArchiveId id() {
    return id;
  }

  public long lengthBytes() {
    return bytes.length();
  }

  /** Bytes of the file that nothing is made of, and that no signature covers. */
  public long unusedBytes() {
    return unusedBytes;
  }

  public Signer signer() {
    return signature.signer();
  }

  /** When a timestamping authority saw the signature; empty without a timestamp. */
  public Optional<Instant> signedAt() {
    return signature.signedAt();
  }

  /** Digest of the table of contents. */
  public DigestAlgorithm digestAlgorithm() {
    return xar.tocDigestAlgorithm();
  }

  /** The styles of the signatures; all of them hold. */
  public Set<SignatureStyle> signatureStyles() {
    return signature.styles();
  }

  /** What is to be said of it if it turns out, while it is read, that it is not acceptable. */
  public PartialVerification findings() {
    return new PartialVerification(
        Optional.of(digestAlgorithm()), signatureStyles(), Optional.of(signer()), signedAt());
  }

  /**
   * A new reader at the first entry: of the members of a XIP's Content, or of the files in the heap
   * where the archive is no XIP. May be called again and again. The file may have changed since it
   * was verified, so checksums are computed again while it is read.
   */
  public EntryReader entries() throws IOException {
    return layout.open(xar, limits);
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
