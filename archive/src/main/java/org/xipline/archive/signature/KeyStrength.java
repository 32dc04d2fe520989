package org.xipline.archive.signature;

import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.xar.DigestAlgorithm;

/** Whether keys and digests are strong enough; and not so large that using them is an attack. */
final class KeyStrength {
  private static final int MIN_RSA_BITS = 2048;
  private static final int MAX_RSA_BITS = 16_384;
  private static final int MAX_EXPONENT_BITS = 64;
  private static final int MIN_EC_BITS = 256;

  private KeyStrength() {}

  static void require(PublicKey key, String owner) throws ArchiveRejectedException {
    if (key instanceof RSAPublicKey rsa) {
      requireRsa(rsa, owner);
    } else if (key instanceof ECPublicKey ec) {
      int bits = ec.getParams().getOrder().bitLength();
      if (bits < MIN_EC_BITS) {
        throw Refused.weak(
            "%s has an elliptic-curve key of %d bits; 256 are needed".formatted(owner, bits));
      }
    }
  }

  private static void requireRsa(RSAPublicKey key, String owner) throws ArchiveRejectedException {
    int bits = key.getModulus().bitLength();
    if (bits < MIN_RSA_BITS) {
      throw Refused.weak("%s has an RSA key of %d bits; 2048 are needed".formatted(owner, bits));
    }
    if (bits > MAX_RSA_BITS || key.getPublicExponent().bitLength() > MAX_EXPONENT_BITS) {
      throw Refused.invalid("%s has an RSA key of unusable size".formatted(owner));
    }
  }

  /** The digest of this object identifier, if it is one that may protect anything here. */
  static DigestAlgorithm requireDigest(String oid, DigestAlgorithm minimum, String owner)
      throws ArchiveRejectedException {
    DigestAlgorithm algorithm =
        DigestAlgorithm.ofOid(oid)
            .orElseThrow(() -> Refused.weak(owner + " uses the digest " + oid));
    requireDigest(algorithm, minimum, owner);
    return algorithm;
  }

  static void requireDigest(DigestAlgorithm algorithm, DigestAlgorithm minimum, String owner)
      throws ArchiveRejectedException {
    if (algorithm.isWeakerThan(minimum)) {
      throw Refused.weak(
          "%s uses %s; the policy demands %s"
              .formatted(owner, algorithm.jcaName(), minimum.jcaName()));
    }
  }

  /** The digest inside a certificate's signature. */
  static void requireCertificate(X509Certificate certificate, DigestAlgorithm minimum, String owner)
      throws ArchiveRejectedException {
    require(certificate.getPublicKey(), owner);
    @Nullable AlgorithmIdentifier digest = digestOf(certificate);
    if (digest == null) {
      throw Refused.weak(owner + " is signed with " + certificate.getSigAlgName());
    }
    requireDigest(digest.getAlgorithm().getId(), minimum, owner);
  }

  private static @Nullable AlgorithmIdentifier digestOf(X509Certificate certificate)
      throws ArchiveRejectedException {
    try {
      return new DefaultDigestAlgorithmIdentifierFinder()
          .find(new JcaX509CertificateHolder(certificate).getSignatureAlgorithm());
    } catch (CertificateEncodingException | RuntimeException e) {
      throw Refused.invalid("a certificate's signature algorithm cannot be read", e);
    }
  }
}
