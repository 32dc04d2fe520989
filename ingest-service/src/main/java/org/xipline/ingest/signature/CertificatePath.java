package org.xipline.ingest.signature;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xipline.ingest.archive.ArchiveRejectedException;
import org.xipline.ingest.xar.DigestAlgorithm;

/**
 * The path from a leaf to a trust anchor, at some time.
 *
 * @param certificates leaf first, the anchor last
 */
record CertificatePath(List<X509Certificate> certificates) {
  /** Ten are many. The work of finding a path grows faster than their number. */
  private static final int MAX_KNOWN = 32;

  private static final int MAX_TIMES = 16;

  /**
   * Finds the path, by PKIX: signatures, validity, CA flags, path lengths, name constraints, key
   * usage of issuers.
   *
   * @param known certificates that may be on the path; nothing is fetched
   * @throws ArchiveRejectedException {@code CERTIFICATE_EXPIRED} if there was or will be such a
   *     path at another time, {@code WEAK_ALGORITHM} if what leads there protects nothing,
   *     otherwise {@code SIGNER_UNTRUSTED}
   */
  static CertificatePath find(
      X509Certificate leaf,
      Collection<X509Certificate> known,
      Collection<X509Certificate> anchors,
      ValidationTime time)
      throws ArchiveRejectedException {
    if (Set.copyOf(known).size() > MAX_KNOWN) {
      throw Refused.invalid("more than " + MAX_KNOWN + " certificates come with the signatures");
    }
    try {
      CertificatePath path = build(leaf, known, anchors, time.at());
      path.requireValidAnchor(time);
      AnchorConstraints.require(path);
      return path;
    } catch (CertPathBuilderException e) {
      throw explained(leaf, known, anchors, time, e);
    }
  }

  private static CertificatePath build(
      X509Certificate leaf,
      Collection<X509Certificate> known,
      Collection<X509Certificate> anchors,
      Instant at)
      throws CertPathBuilderException, ArchiveRejectedException {
    try {
      var target = new X509CertSelector();
      target.setCertificate(leaf);
      var parameters =
          new PKIXBuilderParameters(
              anchors.stream()
                  .map(anchor -> new TrustAnchor(anchor, null))
                  .collect(Collectors.toSet()),
              target);
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(at));
      parameters.addCertPathChecker(
          new AppleExtensions(Stream.concat(Stream.of(leaf), known.stream())));
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
      var result =
          (PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters);
      return of(result);
    } catch (CertPathBuilderException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw Refused.untrusted("the path to a trust anchor cannot be built", e);
    }
  }

  private static CertificatePath of(PKIXCertPathBuilderResult result) {
    var certificates = new ArrayList<X509Certificate>();
    result.getCertPath().getCertificates().forEach(c -> certificates.add((X509Certificate) c));
    certificates.add(result.getTrustAnchor().getTrustedCert());
    return new CertificatePath(List.copyOf(certificates));
  }

  X509Certificate leaf() {
    return certificates.getFirst();
  }

  /** Everything but the leaf and the anchor. */
  List<X509Certificate> intermediates() {
    return certificates.subList(1, certificates.size() - 1);
  }

  /** Everything but the anchor, whose own signature nobody needs. */
  List<X509Certificate> withoutAnchor() {
    return certificates.subList(0, certificates.size() - 1);
  }

  /** PKIX takes an anchor as it is. */
  private void requireValidAnchor(ValidationTime time) throws ArchiveRejectedException {
    requireValid(certificates.getLast(), time);
  }

  /** Looks at the dates of one certificate. */
  static void requireValid(X509Certificate certificate, ValidationTime time)
      throws ArchiveRejectedException {
    if (!isValid(certificate, time.at())) {
      throw Refused.expired(validityOf(certificate) + "; needed at " + time);
    }
  }

  private static ArchiveRejectedException explained(
      X509Certificate leaf,
      Collection<X509Certificate> known,
      Collection<X509Certificate> anchors,
      ValidationTime time,
      CertPathBuilderException cause)
      throws ArchiveRejectedException {
    for (Instant other : otherTimes(leaf, known)) {
      Optional<CertificatePath> path = tryBuild(leaf, known, anchors, other);
      if (path.isPresent()) {
        return Refused.expired(path.get().whatIsInvalid(time));
      }
    }
    requireStrong(leaf, known, anchors);
    return Refused.untrusted(
        "no path leads from " + leaf.getSubjectX500Principal().getName() + " to a trust anchor",
        cause);
  }

  /** The platform passes over certificates with MD5 or short keys, and does not say so. */
  private static void requireStrong(
      X509Certificate leaf, Collection<X509Certificate> known, Collection<X509Certificate> anchors)
      throws ArchiveRejectedException {
    var above = new LinkedHashSet<X509Certificate>(List.of(leaf));
    for (int found = 0; above.size() > found; ) {
      found = above.size();
      known.stream()
          .filter(issuer -> !anchors.contains(issuer))
          .filter(issuer -> above.stream().anyMatch(it -> isNamedBy(it, issuer)))
          .toList()
          .forEach(above::add);
    }
    for (X509Certificate certificate : above) {
      KeyStrength.requireCertificate(
          certificate,
          DigestAlgorithm.SHA_1,
          "the certificate of " + certificate.getSubjectX500Principal().getName());
    }
  }

  private static boolean isNamedBy(X509Certificate certificate, X509Certificate issuer) {
    return certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
  }

  private static Optional<CertificatePath> tryBuild(
      X509Certificate leaf,
      Collection<X509Certificate> known,
      Collection<X509Certificate> anchors,
      Instant at)
      throws ArchiveRejectedException {
    try {
      return Optional.of(build(leaf, known, anchors, at));
    } catch (CertPathBuilderException _) {
      return Optional.empty();
    }
  }

  /** If a path holds at any time, it does when the last of its certificates becomes valid. */
  private static List<Instant> otherTimes(X509Certificate leaf, Collection<X509Certificate> known) {
    return Stream.concat(Stream.of(leaf), known.stream())
        .map(certificate -> certificate.getNotBefore().toInstant())
        .filter(time -> isValid(leaf, time))
        .distinct()
        .limit(MAX_TIMES)
        .toList();
  }

  private String whatIsInvalid(ValidationTime time) {
    return certificates.stream()
        .filter(certificate -> !isValid(certificate, time.at()))
        .map(certificate -> validityOf(certificate) + "; needed at " + time)
        .findFirst()
        .orElse("the path to the trust anchor does not hold at " + time);
  }

  private static boolean isValid(X509Certificate certificate, Instant at) {
    return !at.isBefore(certificate.getNotBefore().toInstant())
        && !at.isAfter(certificate.getNotAfter().toInstant());
  }

  private static String validityOf(X509Certificate certificate) {
    return "the certificate of %s is valid from %s to %s"
        .formatted(
            certificate.getSubjectX500Principal().getName(),
            certificate.getNotBefore().toInstant(),
            certificate.getNotAfter().toInstant());
  }
}
