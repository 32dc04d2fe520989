package org.xipline.archive.signature;

import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.schemas.reason.RejectionReason;

/** The ways in which a signature is not accepted. */
final class Refused {
  private Refused() {}

  static ArchiveRejectedException invalid(String detail) {
    return new ArchiveRejectedException(RejectionReason.SIGNATURE_INVALID, detail);
  }

  static ArchiveRejectedException invalid(String detail, Throwable cause) {
    return new ArchiveRejectedException(RejectionReason.SIGNATURE_INVALID, detail, cause);
  }

  static ArchiveRejectedException untrusted(String detail) {
    return new ArchiveRejectedException(RejectionReason.SIGNER_UNTRUSTED, detail);
  }

  static ArchiveRejectedException untrusted(String detail, Throwable cause) {
    return new ArchiveRejectedException(RejectionReason.SIGNER_UNTRUSTED, detail, cause);
  }

  static ArchiveRejectedException expired(String detail) {
    return new ArchiveRejectedException(RejectionReason.CERTIFICATE_EXPIRED, detail);
  }

  static ArchiveRejectedException weak(String detail) {
    return new ArchiveRejectedException(RejectionReason.WEAK_ALGORITHM, detail);
  }
}
