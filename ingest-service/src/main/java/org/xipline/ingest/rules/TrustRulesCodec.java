package org.xipline.ingest.rules;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CRLException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.xipline.archive.signature.ExtendedKeyUsages;
import org.xipline.archive.signature.RevocationLists;
import org.xipline.archive.signature.TrustedRoots;
import org.xipline.archive.signature.VerificationPolicy;
import org.xipline.archive.xar.DigestAlgorithm;
import org.xipline.schemas.record.TrustRules;

/** A verification policy as a snapshot keeps it. What it says by default is left out. */
public final class TrustRulesCodec {
  private static final String APPLE = "apple";

  private TrustRulesCodec() {}

  /** The policy, to be kept. */
  public static TrustRules encode(VerificationPolicy policy) {
    var rules = TrustRules.newBuilder();
    switch (policy.roots()) {
      case TrustedRoots.Chosen(var certificates) -> rules.addAllAnchors(encoded(certificates));
      case TrustedRoots.Apple(var brought) ->
          rules.setPolicy(APPLE).addAllAnchors(encoded(brought));
    }
    policy.at().ifPresent(time -> rules.setAtEpochMillis(time.toEpochMilli()));
    if (!policy.extendedKeyUsages().equals(ExtendedKeyUsages.SIGNING)) {
      rules.addAllExtendedKeyUsages(policy.extendedKeyUsages().uses());
    }
    if (policy.minimumDigest() != DigestAlgorithm.SHA_1) {
      rules.setMinimumDigest(policy.minimumDigest().style());
    }
    policy.crls().forEach(list -> rules.addCrls(encoded(list)));
    return rules.build();
  }

  /**
   * The policy that was kept.
   *
   * @throws IOException if this version does not understand it
   */
  public static VerificationPolicy decode(TrustRules rules) throws IOException {
    try {
      VerificationPolicy policy = VerificationPolicy.of(roots(rules));
      if (rules.hasAtEpochMillis()) {
        policy = policy.withAt(Instant.ofEpochMilli(rules.getAtEpochMillis()));
      }
      if (rules.getExtendedKeyUsagesCount() > 0) {
        policy =
            policy.withExtendedKeyUsages(
                ExtendedKeyUsages.requiring(Set.copyOf(rules.getExtendedKeyUsagesList())));
      }
      if (!rules.getMinimumDigest().isEmpty()) {
        policy = policy.withMinimumDigest(minimumDigest(rules.getMinimumDigest()));
      }
      return policy.withCrls(lists(rules.getCrlsList()));
    } catch (CertificateException | CRLException e) {
      throw new IOException("a snapshot contains an invalid certificate or list", e);
    }
  }

  private static TrustedRoots roots(TrustRules rules) throws IOException, CertificateException {
    Set<X509Certificate> anchors = certificates(rules.getAnchorsList());
    return switch (rules.getPolicy()) {
      case "" -> new TrustedRoots.Chosen(anchors);
      case APPLE -> new TrustedRoots.Apple(anchors);
      default -> throw new IOException("a snapshot names the policy \"" + rules.getPolicy() + "\"");
    };
  }

  private static DigestAlgorithm minimumDigest(String name) throws IOException {
    return DigestAlgorithm.ofName(name)
        .orElseThrow(() -> new IOException("a snapshot asks for the digest \"" + name + "\""));
  }

  private static Set<X509Certificate> certificates(List<ByteString> encoded)
      throws CertificateException {
    var factory = CertificateFactory.getInstance("X.509");
    var certificates = new LinkedHashSet<X509Certificate>();
    for (ByteString der : encoded) {
      certificates.add(
          (X509Certificate)
              factory.generateCertificate(new ByteArrayInputStream(der.toByteArray())));
    }
    return certificates;
  }

  private static List<X509CRL> lists(List<ByteString> encoded) throws CRLException {
    var lists = new ArrayList<X509CRL>();
    for (ByteString der : encoded) {
      lists.add(RevocationLists.parse(der.toByteArray()));
    }
    return lists;
  }

  private static List<ByteString> encoded(Collection<X509Certificate> certificates) {
    return certificates.stream().map(TrustRulesCodec::encoded).toList();
  }

  private static ByteString encoded(X509Certificate certificate) {
    try {
      return ByteString.copyFrom(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was parsed has an encoding", e);
    }
  }

  private static ByteString encoded(X509CRL list) {
    try {
      return ByteString.copyFrom(list.getEncoded());
    } catch (CRLException e) {
      throw new IllegalStateException("a list that was parsed has an encoding", e);
    }
  }
}
