package org.xipline.ingest.signature;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xipline.ingest.xar.DigestAlgorithm;
import org.xipline.schemas.identity.Sha256;

/**
 * Whom to trust, for what, and how much. What no policy can change: every signature that is there
 * must hold, all by one leaf; MD5 and "none" protect nothing; RSA keys have 2048 bits or more; a
 * timestamp that is there must be good.
 *
 * @param trustAnchors CA certificates; a path of valid certificates must lead to one of them
 * @param at the time of verification; empty means now. A timestamp takes its place for the leaf
 * @param extendedKeyUsages what the leaf and its issuers must be for
 * @param minimumDigest the weakest that may protect the table of contents, a file, a signature, a
 *     timestamp or a certificate; Apple still signs with SHA-1
 * @param crls revocation lists; one applies to the certificates of the issuer that signed it. None
 *     is ever fetched
 */
public record VerificationPolicy(
    Set<X509Certificate> trustAnchors,
    Optional<Instant> at,
    ExtendedKeyUsages extendedKeyUsages,
    DigestAlgorithm minimumDigest,
    List<X509CRL> crls) {

  /** Apple Root CA, until 2035. */
  private static final Sha256 APPLE_ROOT_CA =
      Sha256.ofHex("b0b1730ecbc7ff4505142c49f1295e6eda6bcaed7e2c68c5be91b5a11001f024");

  public VerificationPolicy {
    trustAnchors = Set.copyOf(trustAnchors);
    crls = List.copyOf(crls);
    if (trustAnchors.isEmpty()) {
      throw new IllegalArgumentException("without a trust anchor no archive can be trusted");
    }
    trustAnchors.forEach(TrustAnchors::requireCa);
  }

  /** These anchors, now, for any kind of code signing, SHA-1 allowed. */
  public static VerificationPolicy trusting(Collection<X509Certificate> anchors) {
    return new VerificationPolicy(
        Set.copyOf(anchors),
        Optional.empty(),
        ExtendedKeyUsages.SIGNING,
        DigestAlgorithm.SHA_1,
        List.of());
  }

  /**
   * Apple's signatures for one use, and no other.
   *
   * @param root Apple Root CA, which is compared with the known fingerprint
   */
  public static VerificationPolicy apple(X509Certificate root, AppleUse use) {
    if (!Signer.of(root).fingerprint().equals(APPLE_ROOT_CA)) {
      throw new IllegalArgumentException(
          "this is not Apple Root CA: " + root.getSubjectX500Principal().getName());
    }
    return trusting(List.of(root)).withExtendedKeyUsages(use.extendedKeyUsages());
  }

  public VerificationPolicy withAt(Instant time) {
    return new VerificationPolicy(
        trustAnchors, Optional.of(time), extendedKeyUsages, minimumDigest, crls);
  }

  public VerificationPolicy withExtendedKeyUsages(ExtendedKeyUsages usages) {
    return new VerificationPolicy(trustAnchors, at, usages, minimumDigest, crls);
  }

  public VerificationPolicy withMinimumDigest(DigestAlgorithm minimum) {
    return new VerificationPolicy(trustAnchors, at, extendedKeyUsages, minimum, crls);
  }

  public VerificationPolicy withCrls(Collection<X509CRL> lists) {
    return new VerificationPolicy(
        trustAnchors, at, extendedKeyUsages, minimumDigest, List.copyOf(lists));
  }
}
