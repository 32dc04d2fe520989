package org.xipline.archive.signature;

import static java.util.stream.Collectors.toSet;

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
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.xar.DigestAlgorithm;

/**
 * Looks for the path from a leaf to a trust anchor, by PKIX: signatures, validity, CA flags, path
 * lengths, name constraints, key usage of issuers.
 *
 * @param known certificates that may be on the path; nothing is fetched
 */
record PathSearch(X509Certificate leaf, Set<X509Certificate> known, Set<X509Certificate> anchors) {
  /** Ten are many. The work of finding a path grows faster than their number. */
  private static final int MAX_KNOWN = 32;

  private static final int MAX_TIMES = 16;

  PathSearch {
    known = Set.copyOf(known);
    anchors = Set.copyOf(anchors);
  }

  /**
   * Finds the path.
   *
   * @throws ArchiveRejectedException {@code CERTIFICATE_EXPIRED} if there was or will be such a
   *     path at another time, {@code WEAK_ALGORITHM} if what leads there protects nothing,
   *     otherwise {@code SIGNER_UNTRUSTED}
   */
  CertificatePath at(ValidationTime time) throws ArchiveRejectedException {
    if (known.size() > MAX_KNOWN) {
      throw Refused.invalid("more than " + MAX_KNOWN + " certificates come with the signatures");
    }
    Optional<CertificatePath> found = build(time.at());
    if (found.isEmpty()) {
      throw explained(time);
    }
    CertificatePath path = found.get();
    // PKIX takes an anchor as it is.
    CertificatePath.requireValid(path.anchor(), time);
    AnchorConstraints.require(path);
    return path;
  }

  private Optional<CertificatePath> build(Instant at) throws ArchiveRejectedException {
    try {
      var target = new X509CertSelector();
      target.setCertificate(leaf);
      var parameters =
          new PKIXBuilderParameters(
              anchors.stream().map(anchor -> new TrustAnchor(anchor, null)).collect(toSet()),
              target);
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(at));
      parameters.addCertPathChecker(
          new AppleExtensions(Stream.concat(Stream.of(leaf), known.stream())));
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
      return Optional.of(
          path((PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters)));
    } catch (CertPathBuilderException _) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw Refused.untrusted("the path to a trust anchor cannot be built", e);
    }
  }

  private static CertificatePath path(PKIXCertPathBuilderResult result) {
    var certificates = new ArrayList<X509Certificate>();
    result.getCertPath().getCertificates().forEach(c -> certificates.add((X509Certificate) c));
    certificates.add(result.getTrustAnchor().getTrustedCert());
    return new CertificatePath(certificates);
  }

  private ArchiveRejectedException explained(ValidationTime time) throws ArchiveRejectedException {
    for (Instant other : otherTimes()) {
      Optional<CertificatePath> path = build(other);
      if (path.isPresent()) {
        return Refused.expired(path.get().whatIsInvalid(time));
      }
    }
    requireStrong();
    return Refused.untrusted(
        "no path leads from " + leaf.getSubjectX500Principal().getName() + " to a trust anchor");
  }

  /** If a path holds at any time, it does when the last of its certificates becomes valid. */
  private List<Instant> otherTimes() {
    return Stream.concat(Stream.of(leaf), known.stream())
        .map(certificate -> certificate.getNotBefore().toInstant())
        .filter(time -> CertificatePath.isValid(leaf, time))
        .distinct()
        .limit(MAX_TIMES)
        .toList();
  }

  /** The platform passes over certificates with MD5 or short keys, and does not say so. */
  private void requireStrong() throws ArchiveRejectedException {
    for (X509Certificate certificate : namedAbove()) {
      KeyStrength.requireCertificate(
          certificate,
          DigestAlgorithm.SHA_1,
          "the certificate of " + certificate.getSubjectX500Principal().getName());
    }
  }

  /** The leaf, and whoever is named as its issuer, and so on; roots aside. */
  private Set<X509Certificate> namedAbove() {
    var above = new LinkedHashSet<X509Certificate>(List.of(leaf));
    for (int found = 0; above.size() > found; ) {
      found = above.size();
      known.stream()
          .filter(issuer -> !anchors.contains(issuer) && !isNamedBy(issuer, issuer))
          .filter(issuer -> above.stream().anyMatch(it -> isNamedBy(it, issuer)))
          .toList()
          .forEach(above::add);
    }
    return above;
  }

  private static boolean isNamedBy(X509Certificate certificate, X509Certificate issuer) {
    return certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
  }
}
