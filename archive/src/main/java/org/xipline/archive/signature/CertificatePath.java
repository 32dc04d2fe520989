package org.xipline.archive.signature;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.xipline.archive.model.ArchiveRejectedException;

/**
 * The path from a leaf to a trust anchor, at some time.
 *
 * @param certificates leaf first, the anchor last
 */
record CertificatePath(List<X509Certificate> certificates) {
  CertificatePath {
    certificates = List.copyOf(certificates);
  }

  X509Certificate leaf() {
    return certificates.getFirst();
  }

  X509Certificate anchor() {
    return certificates.getLast();
  }

  /** Everything but the leaf and the anchor. */
  List<X509Certificate> intermediates() {
    return certificates.size() < 2 ? List.of() : certificates.subList(1, certificates.size() - 1);
  }

  /** Everything but the anchor, whose own signature nobody needs. */
  List<X509Certificate> withoutAnchor() {
    return certificates.subList(0, certificates.size() - 1);
  }

  /** Looks at the dates of one certificate. */
  static void requireValid(X509Certificate certificate, ValidationTime time)
      throws ArchiveRejectedException {
    if (!isValid(certificate, time.at())) {
      throw Refused.expired(validityOf(certificate, time));
    }
  }

  /** What is to be said of a path that holds at another time only. */
  String whatIsInvalid(ValidationTime time) {
    return certificates.stream()
        .filter(certificate -> !isValid(certificate, time.at()))
        .map(certificate -> validityOf(certificate, time))
        .findFirst()
        .orElse("the path to the trust anchor does not hold at " + time);
  }

  static boolean isValid(X509Certificate certificate, Instant at) {
    return !at.isBefore(certificate.getNotBefore().toInstant())
        && !at.isAfter(certificate.getNotAfter().toInstant());
  }

  private static String validityOf(X509Certificate certificate, ValidationTime needed) {
    return "the certificate of %s is valid from %s to %s; needed at %s"
        .formatted(
            certificate.getSubjectX500Principal().getName(),
            certificate.getNotBefore().toInstant(),
            certificate.getNotAfter().toInstant(),
            needed);
  }
}
