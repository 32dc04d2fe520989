package org.xipline.schemas.reason;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Why an archive was rejected whole. Codes are stable: they stand in outcomes, in {@code --json},
 * in metrics and in the reason file beside a quarantined archive.
 */
public enum RejectionReason {
  UNSIGNED("unsigned", "the archive has no signature"),
  SIGNATURE_INVALID("signature-invalid", "a signature does not match what it signs"),
  CONTENT_TAMPERED("content-tampered", "the content differs from what was signed"),
  SIGNER_UNTRUSTED("signer-untrusted", "no valid path from the signer to a trust anchor"),
  CERTIFICATE_EXPIRED(
      "certificate-expired",
      "a certificate is outside its validity period, and no timestamp proves an earlier signing"),
  CERTIFICATE_REVOKED("certificate-revoked", "a certificate in the signer's path is revoked"),
  WEAK_ALGORITHM("weak-algorithm", "a digest or key is weaker than the policy allows"),
  MALFORMED_ARCHIVE(
      "malformed-archive", "the file is not an archive of this format, or is" + " truncated"),
  UNSUPPORTED_CONTENT(
      "unsupported-content", "the content has a format that xipline does not" + " support"),
  UNSAFE_ENTRY(
      "unsafe-entry",
      "an entry's path or type would escape the target or overwrite" + " other files"),
  ARCHIVE_TOO_LARGE("archive-too-large", "the archive exceeds a configured limit"),
  UNREADABLE_FILE("unreadable-file", "the archive file does not exist or cannot be read");

  private static final Map<String, RejectionReason> BY_CODE =
      Arrays.stream(values()).collect(toUnmodifiableMap(RejectionReason::code, reason -> reason));

  private final String code;
  private final String meaning;

  RejectionReason(String code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The stable code, in kebab case. */
  public String code() {
    return code;
  }

  /** One line for an operator. */
  public String meaning() {
    return meaning;
  }

  /** The reason of a code; empty for a code that this version does not know. */
  public static Optional<RejectionReason> ofCode(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }
}
