package org.xipline.archive.verification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.signature.SignatureBlock;
import org.xipline.archive.signature.SignatureClaim;
import org.xipline.archive.signature.SignatureVerifier;
import org.xipline.archive.signature.ValidSignature;
import org.xipline.archive.signature.ValidationTime;
import org.xipline.archive.signature.VerificationPolicy;
import org.xipline.archive.xar.ArchiveBytes;
import org.xipline.archive.xar.SignatureStyle;
import org.xipline.archive.xar.XarArchive;
import org.xipline.archive.xar.XarSignature;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.reason.RejectionReason;

/**
 * Decides whether an archive may be read: its signatures hold over the table of contents, a path
 * leads from the signer to a trust anchor, and then, in one pass over the file, every byte that
 * will be read has its checksum. Nothing is decoded before the signer is trusted, except the table
 * of contents.
 *
 * <p>Safe for use by several threads.
 */
public final class ArchiveVerifier {
  private final SignatureVerifier signatures;
  private final VerificationPolicy policy;
  private final ArchiveLimits limits;

  public ArchiveVerifier(VerificationPolicy policy, ArchiveLimits limits) {
    this.signatures = new SignatureVerifier(policy);
    this.policy = policy;
    this.limits = limits;
  }

  /**
   * Verifies a file. No file, whatever its bytes, makes this throw.
   *
   * @throws UncheckedIOException if the thread is interrupted, which says nothing about the file
   */
  public Verification verify(Path file) {
    try {
      return verify(ArchiveBytes.open(file));
    } catch (IOException e) {
      return unreadable(e, PartialVerification.NONE);
    }
  }

  private Verification verify(ArchiveBytes bytes) throws IOException {
    var attempt = new Attempt(bytes);
    Verification verification = attempt.run();
    if (verification instanceof Verification.Rejected) {
      bytes.close();
    }
    return verification;
  }

  private static Verification unreadable(IOException e, PartialVerification findings) {
    String detail =
        switch (e) {
          case ClosedByInterruptException interrupted ->
              throw new UncheckedIOException(interrupted);
          case NoSuchFileException _ -> "the file does not exist";
          case AccessDeniedException _ -> "the file may not be read";
          default -> "the file cannot be read: " + e.getMessage();
        };
    return new Verification.Rejected(RejectionReason.UNREADABLE_FILE, detail, findings);
  }

  /** One verification, which knows how far it came. */
  private final class Attempt {
    private final ArchiveBytes bytes;
    private PartialVerification findings = PartialVerification.NONE;

    Attempt(ArchiveBytes bytes) {
      this.bytes = bytes;
    }

    Verification run() {
      try {
        return new Verification.Trusted(requireTrusted());
      } catch (ArchiveRejectedException e) {
        return new Verification.Rejected(e.reason(), e.detail(), findings);
      } catch (IOException e) {
        return unreadable(e, findings);
      }
    }

    private TrustedArchive requireTrusted() throws IOException {
      XarArchive xar = XarArchive.read(bytes, limits);
      findings = findings.withTable(xar.tocDigestAlgorithm(), stylesOf(xar));
      SignatureClaim claim =
          signatures.check(xar.tocDigestAlgorithm(), xar.tocChecksum(), blocksOf(xar));
      findings = findings.withSigner(claim.signer());
      ValidationTime time = signatures.timeOf(claim);
      findings = findings.withSignedAt(time.stampedAt());
      ValidSignature signature = signatures.trust(claim, time);
      ArchiveLayout layout = ArchiveLayout.of(xar.toc(), limits, bytes.length());
      var content = new ContentVerification(xar, bytes, policy.minimumDigest());
      ContentVerification.Verified verified = content.verify(layout.data());
      layout.requireReadable(xar);
      long unusedBytes = bytes.length() - xar.signedBytes() - verified.contentBytes();
      return new TrustedArchive(
          ArchiveId.of(verified.digest()), unusedBytes, signature, xar, layout, bytes, limits);
    }

    private static Set<SignatureStyle> stylesOf(XarArchive xar) {
      return xar.toc().signatures().stream()
          .map(XarSignature::style)
          .collect(Collectors.toUnmodifiableSet());
    }

    private static List<SignatureBlock> blocksOf(XarArchive xar) throws IOException {
      var blocks = new ArrayList<SignatureBlock>();
      for (XarSignature signature : xar.toc().signatures()) {
        blocks.add(
            new SignatureBlock(
                signature.style(), xar.valueOf(signature), signature.certificates()));
      }
      return blocks;
    }
  }
}
