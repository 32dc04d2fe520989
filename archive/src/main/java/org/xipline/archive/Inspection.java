package org.xipline.archive;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.xipline.archive.signature.Signer;
import org.xipline.archive.verification.PartialVerification;
import org.xipline.archive.xar.DigestAlgorithm;
import org.xipline.archive.xar.SignatureStyle;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.reason.RejectionReason;

/** What was found out about an archive file. */
public sealed interface Inspection {

  /**
   * Signed by someone to trust, and intact as far as it was looked at.
   *
   * @param signedAt empty without a timestamp
   * @param digest of the table of contents
   * @param signatures that it carries, all of which hold
   * @param unusedBytes of the file that nothing is made of, and that no signature covers
   * @param files in it; empty where the content was not decoded
   */
  record Trusted(
      ArchiveId archiveId,
      Signer signer,
      Optional<Instant> signedAt,
      DigestAlgorithm digest,
      Set<SignatureStyle> signatures,
      long unusedBytes,
      OptionalLong files)
      implements Inspection {

    public Trusted {
      signatures = Set.copyOf(signatures);
    }
  }

  /** Not to be read; with what is known of it all the same. */
  record Rejected(RejectionReason reason, String detail, PartialVerification findings)
      implements Inspection {}
}
