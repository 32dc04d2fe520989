package org.xipline.archive.signature;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.security.auth.x500.X500Principal;
import org.xipline.schemas.identity.Sha256;

/**
 * The certificate that an archive is signed with.
 *
 * @param subject in the form of RFC 2253
 * @param issuer in the form of RFC 2253
 * @param fingerprint SHA-256 of the certificate
 */
public record Signer(
    String subject, String issuer, Sha256 fingerprint, Instant notBefore, Instant notAfter) {

  static Signer of(X509Certificate certificate) {
    try {
      return new Signer(
          certificate.getSubjectX500Principal().getName(X500Principal.RFC2253),
          certificate.getIssuerX500Principal().getName(X500Principal.RFC2253),
          Sha256.digest(certificate.getEncoded()),
          certificate.getNotBefore().toInstant(),
          certificate.getNotAfter().toInstant());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was parsed has an encoding", e);
    }
  }
}
