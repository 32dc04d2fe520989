package org.xipline.archive.signature;

import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1OctetString;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.schemas.reason.RejectionReason;

/**
 * Looks a path's certificates up in revocation lists. A list counts for the certificates of the one
 * who signed it. A certificate that it names is revoked from then on, however old the list is; one
 * that it does not name is good only as long as the list is. Where there is no list of an issuer,
 * nothing of that issuer is revoked.
 */
final class Revocation {
  private static final String INVALIDITY_DATE = "2.5.29.24";

  private Revocation() {}

  static void require(CertificatePath path, List<X509CRL> lists, ValidationTime time)
      throws ArchiveRejectedException {
    List<X509Certificate> certificates = path.certificates();
    for (int i = 0; i + 1 < certificates.size(); i++) {
      X509Certificate issuer = certificates.get(i + 1);
      List<X509CRL> itsLists = lists.stream().filter(list -> isSignedBy(issuer, list)).toList();
      requireNotRevoked(certificates.get(i), itsLists, time.at());
      requireOneInForce(certificates.get(i), itsLists, time);
    }
  }

  private static void requireNotRevoked(
      X509Certificate certificate, List<X509CRL> lists, Instant at)
      throws ArchiveRejectedException {
    for (X509CRL list : lists) {
      @Nullable X509CRLEntry entry = list.getRevokedCertificate(certificate.getSerialNumber());
      if (entry != null && !revokedFrom(entry).isAfter(at)) {
        throw new ArchiveRejectedException(
            RejectionReason.CERTIFICATE_REVOKED,
            "the certificate of %s is revoked from %s on"
                .formatted(nameOf(certificate), revokedFrom(entry)));
      }
    }
  }

  /** The time of a theft, where the list says it, rather than the time at which it was noticed. */
  private static Instant revokedFrom(X509CRLEntry entry) {
    Instant noticed = entry.getRevocationDate().toInstant();
    byte @Nullable [] extension = entry.getExtensionValue(INVALIDITY_DATE);
    if (extension == null) {
      return noticed;
    }
    try {
      byte[] value = ASN1OctetString.getInstance(extension).getOctets();
      Instant invalid = ASN1GeneralizedTime.getInstance(value).getDate().toInstant();
      return invalid.isBefore(noticed) ? invalid : noticed;
    } catch (java.text.ParseException | IllegalArgumentException _) {
      return Instant.MIN;
    }
  }

  private static void requireOneInForce(
      X509Certificate certificate, List<X509CRL> lists, ValidationTime time)
      throws ArchiveRejectedException {
    boolean isKnown =
        lists.isEmpty()
            || lists.stream()
                .anyMatch(list ->
                    list.getNextUpdate() == null
                        || !list.getNextUpdate().toInstant().isBefore(time.at()));
    if (!isKnown) {
      throw Refused.untrusted(
          "the revocation list of %s ended at %s, so it does not say whether %s is revoked (needed at %s); give a newer one"
              .formatted(
                  certificate.getIssuerX500Principal().getName(),
                  lists.getFirst().getNextUpdate().toInstant(),
                  nameOf(certificate),
                  time));
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

  private static String nameOf(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }
}
