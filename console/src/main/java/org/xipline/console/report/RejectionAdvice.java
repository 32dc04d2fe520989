package org.xipline.console.report;

import org.xipline.schemas.reason.RejectionReason;

/** What an operator may do about a rejected archive, beyond what the detail says. */
final class RejectionAdvice {
  private RejectionAdvice() {}

  static String on(RejectionReason reason) {
    return switch (reason) {
      case UNSIGNED -> "ask its sender for a signed one";
      case SIGNATURE_INVALID, CONTENT_TAMPERED ->
          "fetch it again; if it stays so, it was changed or forged: tell its sender";
      case SIGNER_UNTRUSTED ->
          "if the signer is one to trust, give the CA that issued its certificate with --trust";
      case CERTIFICATE_EXPIRED ->
          "ask its sender for one with a timestamp; --at verifies as of another time";
      case CERTIFICATE_REVOKED -> "do not use it; ask its sender for one by another signer";
      case WEAK_ALGORITHM ->
          "ask its sender for SHA-256 and RSA keys of 2048 bits; --min-digest says what is enough";
      case MALFORMED_ARCHIVE -> "fetch it again, and compare its length with the sender's";
      case UNSUPPORTED_CONTENT -> "ask its sender for pbzx with xz, gzip, or plain odc cpio";
      case UNSAFE_ENTRY -> "ask its sender for one without such entries";
      case ARCHIVE_TOO_LARGE -> "if it is honest, raise the limit: --help lists them";
      case UNREADABLE_FILE -> "see that the file is there and may be read";
    };
  }
}
