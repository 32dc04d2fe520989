package org.xipline.ingest.rules;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.xipline.ingest.signature.ExtendedKeyUsages;
import org.xipline.ingest.signature.VerificationPolicy;
import org.xipline.ingest.xar.DigestAlgorithm;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.record.TrustRules;

/** The trust rules of snapshots, as the verifier takes them. */
public final class SnapshotPolicies {
  private final PayloadStore store;

  public SnapshotPolicies(PayloadStore store) {
    this.store = store;
  }

  /**
   * The policy that a snapshot fixes.
   *
   * @param snapshotId hex
   * @throws IOException if the store does not hold the snapshot, or fails
   */
  public VerificationPolicy of(String snapshotId) throws IOException {
    return policy(RulesSnapshot.readFrom(store, snapshotId).snapshot().getTrust());
  }

  private static VerificationPolicy policy(TrustRules rules) throws IOException {
    VerificationPolicy policy = VerificationPolicy.trusting(anchors(rules.getAnchorsList()));
    if (rules.hasAtEpochMillis()) {
      policy = policy.withAt(Instant.ofEpochMilli(rules.getAtEpochMillis()));
    }
    if (rules.getExtendedKeyUsagesCount() > 0) {
      policy =
          policy.withExtendedKeyUsages(
              new ExtendedKeyUsages(Set.copyOf(rules.getExtendedKeyUsagesList()), true, false));
    }
    if (!rules.getMinimumDigest().isEmpty()) {
      policy = policy.withMinimumDigest(minimumDigest(rules.getMinimumDigest()));
    }
    return policy;
  }

  private static DigestAlgorithm minimumDigest(String name) throws IOException {
    return DigestAlgorithm.ofName(name)
        .orElseThrow(() -> new IOException("a snapshot asks for the digest \"" + name + "\""));
  }

  private static List<X509Certificate> anchors(List<ByteString> encoded) throws IOException {
    try {
      var factory = CertificateFactory.getInstance("X.509");
      var anchors = new ArrayList<X509Certificate>();
      for (ByteString der : encoded) {
        anchors.add(
            (X509Certificate)
                factory.generateCertificate(new ByteArrayInputStream(der.toByteArray())));
      }
      return anchors;
    } catch (CertificateException e) {
      throw new IOException("a snapshot holds a trust anchor that is no certificate", e);
    }
  }
}
