package org.xipline.console.cli.archive;

import org.xipline.schemas.reason.RejectionReason;

/** What an operator may do about a rejected archive, beyond what the detail says. */
final class RejectionAdvice {
  private RejectionAdvice() {}

  static String on(RejectionReason reason) {
    return switch (reason) {
      case UNSIGNED -> "ask the source for a signed archive";
      case SIGNATURE_INVALID, CONTENT_TAMPERED ->
          "fetch it again; if the problem remains, the archive was altered or forged: inform the"
              + " source";
      case SIGNER_UNTRUSTED ->
          "if you trust the signer, add the CA that issued its certificate with --trust";
      case CERTIFICATE_EXPIRED ->
          "ask the source for an archive with a timestamp; --at verifies as of another time";
      case CERTIFICATE_REVOKED ->
          "do not use it; ask the source for an archive from another" + " signer";
      case WEAK_ALGORITHM ->
          "ask the source for SHA-256 and RSA keys of 2048 bits; --min-digest sets the minimum";
      case MALFORMED_ARCHIVE -> "fetch it again, and compare its length with the original";
      case UNSUPPORTED_CONTENT -> "ask the source for pbzx with xz, gzip, or plain odc cpio";
      case UNSAFE_ENTRY -> "ask the source for an archive without such entries";
      case ARCHIVE_TOO_LARGE ->
          "if the archive is legitimate, raise the limit: --help lists the" + " limits";
      case UNREADABLE_FILE -> "check that the file exists and can be read";
    };
  }
}
