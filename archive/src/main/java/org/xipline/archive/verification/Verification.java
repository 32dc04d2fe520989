package org.xipline.archive.verification;

import org.xipline.schemas.reason.RejectionReason;

/** What {@link ArchiveVerifier} found out about a file. */
public sealed interface Verification {

  /**
   * Signed by someone to trust, and every byte that will be read is the one that was signed.
   *
   * @param archive to be closed by whoever receives it
   */
  record Trusted(TrustedArchive archive) implements Verification {}

  /**
   * Not to be read.
   *
   * @param detail what was found, where, and what to do about it
   * @param findings what is known of it all the same
   */
  record Rejected(RejectionReason reason, String detail, PartialVerification findings)
      implements Verification {}
}
