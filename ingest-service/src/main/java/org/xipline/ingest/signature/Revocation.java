package org.xipline.ingest.signature;

import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xipline.ingest.archive.ArchiveRejectedException;
import org.xipline.schemas.reason.RejectionReason;

/**
 * Looks a path's certificates up in revocation lists. A list counts for the certificates of the one
 * who signed it, however old it is; where there is no list, nothing is revoked.
 */
final class Revocation {
  private Revocation() {}

  static void require(CertificatePath path, List<X509CRL> lists, Instant at)
      throws ArchiveRejectedException {
    List<X509Certificate> certificates = path.certificates();
    for (int i = 0; i + 1 < certificates.size(); i++) {
      requireNotRevoked(certificates.get(i), certificates.get(i + 1), lists, at);
    }
  }

  private static void requireNotRevoked(
      X509Certificate certificate, X509Certificate issuer, List<X509CRL> lists, Instant at)
      throws ArchiveRejectedException {
    for (X509CRL list : lists) {
      if (!isSignedBy(issuer, list)) {
        continue;
      }
      @Nullable X509CRLEntry entry = list.getRevokedCertificate(certificate.getSerialNumber());
      if (entry != null && !entry.getRevocationDate().toInstant().isAfter(at)) {
        throw new ArchiveRejectedException(
            RejectionReason.CERTIFICATE_REVOKED,
            "the certificate of %s was revoked at %s"
                .formatted(
                    certificate.getSubjectX500Principal().getName(),
                    entry.getRevocationDate().toInstant()));
      }
    }
  }

  private static boolean isSignedBy(X509Certificate issuer, X509CRL list) {
    if (!list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
      return false;
    }
    try {
      list.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException _) {
      return false;
    }
  }
}
