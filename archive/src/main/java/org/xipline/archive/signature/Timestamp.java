package org.xipline.archive.signature;

import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.tsp.TimeStampToken;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.xar.DigestAlgorithm;

/**
 * The time at which a timestamping authority saw a signature (RFC 3161).
 *
 * @param at what the token says
 * @param authority who signed it; not yet trusted
 * @param certificates that came with it, in no order
 */
record Timestamp(Instant at, X509Certificate authority, List<X509Certificate> certificates) {
  private static final String WHAT = "the timestamp";
  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";

  /** Reads a token and checks that it is one over this signature. */
  static Timestamp check(ContentInfo content, byte[] signature, DigestAlgorithm minimum)
      throws ArchiveRejectedException {
    return Cms.guarded(
        WHAT,
        () -> {
          TimeStampToken token = new TimeStampToken(content);
          SignerInformation signer = Cms.onlySigner(token.toCMSSignedData(), WHAT);
          Cms.requireAlgorithms(signer, minimum, WHAT);
          requireImprint(token, signature, minimum);
          List<X509Certificate> certificates = Cms.certificates(token.getCertificates());
          X509Certificate authority = authorityOf(token, certificates);
          KeyStrength.require(authority.getPublicKey(), "the timestamping authority");
          Instant at = token.getTimeStampInfo().getGenTime().toInstant();
          CertificatePath.requireValid(authority, ValidationTime.ofTimestamp(at));
          requireUse(authority);
          // Checks signature, the authority's identity, and that it is for timestamping alone.
          token.validate(Cms.verifier(signer).build(authority));
          return new Timestamp(at, authority, certificates);
        });
  }

  /** The token is over some digest: this is the step that ties it to the signature. */
  private static void requireImprint(
      TimeStampToken token, byte[] signature, DigestAlgorithm minimum)
      throws ArchiveRejectedException {
    DigestAlgorithm algorithm =
        KeyStrength.requireDigest(
            token.getTimeStampInfo().getMessageImprintAlgOID().getId(), minimum, WHAT);
    byte[] imprint = token.getTimeStampInfo().getMessageImprintDigest();
    if (!MessageDigest.isEqual(imprint, algorithm.digest(signature))) {
      throw Refused.invalid(WHAT + " is one over another signature");
    }
  }

  /** For timestamping and nothing else, and so that nobody may pass over it (section 2.3). */
  private static void requireUse(X509Certificate authority) throws ArchiveRejectedException {
    @Nullable Set<String> critical = authority.getCriticalExtensionOIDs();
    if (critical == null
        || !critical.contains(EXTENDED_KEY_USAGE)
        || !ExtendedKeyUsages.TIMESTAMPING.are(ExtendedKeyUsages.saidBy(authority))) {
      throw Refused.untrusted(
          "the certificate of %s is not for timestamping and nothing else"
              .formatted(authority.getSubjectX500Principal().getName()));
    }
  }

  private static X509Certificate authorityOf(
      TimeStampToken token, List<X509Certificate> certificates) throws Exception {
    for (X509Certificate certificate : certificates) {
      if (token.getSID().match(new JcaX509CertificateHolder(certificate))) {
        return certificate;
      }
    }
    throw Refused.invalid(WHAT + " does not bring its authority's certificate");
  }
}
