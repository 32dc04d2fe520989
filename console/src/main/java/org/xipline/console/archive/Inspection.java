package org.xipline.console.archive;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.xipline.ingest.signature.Signer;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.reason.RejectionReason;

/** What was found out about an archive file. */
public sealed interface Inspection {

  /**
   * Signed by someone to trust, and intact as far as it was looked at.
   *
   * @param signedAt empty without a timestamp
   * @param digest of the table of contents: {@code sha256}
   * @param signatures {@code rsa}, {@code cms} or both
   * @param files in it; empty where the content was not decoded
   */
  record Trusted(
      ArchiveId archiveId,
      Signer signer,
      Optional<Instant> signedAt,
      String digest,
      List<String> signatures,
      OptionalLong files)
      implements Inspection {

    public Trusted {
      signatures = List.copyOf(signatures);
    }
  }

  /** Not to be read. */
  record Rejected(RejectionReason reason, String detail, Optional<Signer> signer)
      implements Inspection {}
}
