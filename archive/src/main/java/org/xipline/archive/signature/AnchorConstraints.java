package org.xipline.archive.signature;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.model.ArchiveRejectedException;

/**
 * What a trust anchor says about the paths below it. PKIX takes an anchor for a name and a key, and
 * passes over the rest of its certificate; a CA that was limited by its owner means it.
 */
final class AnchorConstraints {
  private AnchorConstraints() {}

  static void require(CertificatePath path) throws ArchiveRejectedException {
    X509Certificate anchor = path.anchor();
    requireLength(path, anchor);
    try {
      requireNames(path.withoutAnchor(), new JcaX509CertificateHolder(anchor));
    } catch (CertificateEncodingException | RuntimeException e) {
      throw Refused.untrusted("the name constraints of " + nameOf(anchor) + " cannot be read", e);
    }
  }

  private static void requireLength(CertificatePath path, X509Certificate anchor)
      throws ArchiveRejectedException {
    long issuers =
        path.intermediates().stream()
            .filter(
                issuer -> !issuer.getSubjectX500Principal().equals(issuer.getIssuerX500Principal()))
            .count();
    if (issuers > anchor.getBasicConstraints()) {
      throw Refused.untrusted(
          "the path has %d certificates between the signer and %s, which allows %d"
              .formatted(issuers, nameOf(anchor), anchor.getBasicConstraints()));
    }
  }

  private static void requireNames(List<X509Certificate> certificates, X509CertificateHolder anchor)
      throws ArchiveRejectedException, CertificateEncodingException {
    @Nullable Extension extension = anchor.getExtension(Extension.nameConstraints);
    if (extension == null) {
      return;
    }
    PKIXNameConstraintValidator validator =
        validator(NameConstraints.getInstance(extension.getParsedValue()));
    for (X509Certificate certificate : certificates) {
      try {
        requireNames(validator, new JcaX509CertificateHolder(certificate));
      } catch (NameConstraintValidatorException e) {
        throw Refused.untrusted(
            "the name of %s is outside of what %s may certify"
                .formatted(nameOf(certificate), anchor.getSubject()),
            e);
      }
    }
  }

  private static PKIXNameConstraintValidator validator(NameConstraints constraints) {
    var validator = new PKIXNameConstraintValidator();
    GeneralSubtree @Nullable [] permitted = constraints.getPermittedSubtrees();
    if (permitted != null) {
      validator.intersectPermittedSubtree(permitted);
    }
    GeneralSubtree @Nullable [] excluded = constraints.getExcludedSubtrees();
    if (excluded != null) {
      for (GeneralSubtree subtree : excluded) {
        validator.addExcludedSubtree(subtree);
      }
    }
    return validator;
  }

  private static void requireNames(
      PKIXNameConstraintValidator validator, X509CertificateHolder certificate)
      throws NameConstraintValidatorException {
    X500Name subject = certificate.getSubject();
    if (subject.size() > 0) {
      validator.checkPermittedDN(subject);
      validator.checkExcludedDN(subject);
    }
    @Nullable GeneralNames others =
        GeneralNames.fromExtensions(certificate.getExtensions(), Extension.subjectAlternativeName);
    if (others != null) {
      for (GeneralName name : others.getNames()) {
        validator.checkPermitted(name);
        validator.checkExcluded(name);
      }
    }
  }

  private static String nameOf(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }
}
