package org.xipline.archive.signature;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.xar.DigestAlgorithm;
import org.xipline.archive.xar.SignatureStyle;
import org.xipline.schemas.reason.RejectionReason;

/**
 * Verifies the signatures over an archive's table of contents by the rule that {@link
 * VerificationPolicy} spells out, in three steps: {@link #check} that they hold, {@link #timeOf}
 * when they were made, then {@link #trust} in whoever made them. Safe for use by several threads.
 */
public final class SignatureVerifier {
  /** A clock here may be behind the timestamping authority's by so much. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  private static final int DIGITAL_SIGNATURE = 0;
  private static final int NON_REPUDIATION = 1;

  private final VerificationPolicy policy;
  private final InstantSource clock;

  public SignatureVerifier(VerificationPolicy policy) {
    this(policy, InstantSource.system());
  }

  SignatureVerifier(VerificationPolicy policy, InstantSource clock) {
    this.policy = policy;
    this.clock = clock;
  }

  /**
   * Checks that each signature is one over this checksum, all by the same certificate.
   *
   * @param checksum computed by the caller from the table of contents itself
   */
  public SignatureClaim check(
      DigestAlgorithm algorithm, byte[] checksum, List<SignatureBlock> blocks)
      throws ArchiveRejectedException {
    if (blocks.isEmpty()) {
      throw new ArchiveRejectedException(
          RejectionReason.UNSIGNED, "the archive carries no signature");
    }
    KeyStrength.requireDigest(algorithm, policy.minimumDigest(), "the table of contents");
    var known = new LinkedHashSet<X509Certificate>();
    X509Certificate leaf = requireOneLeaf(blocks, known);
    KeyStrength.require(leaf.getPublicKey(), "the signer's certificate");
    Optional<Timestamp> timestamp = Optional.empty();
    for (SignatureBlock block : blocks) {
      switch (block.style()) {
        case RSA -> RsaSignature.check(leaf.getPublicKey(), algorithm, checksum, block.value());
        case CMS -> {
          CmsSignature cms =
              CmsSignature.check(block.value(), leaf, checksum, policy.minimumDigest());
          known.addAll(cms.certificates());
          timestamp = cms.timestamp();
        }
      }
    }
    return new SignatureClaim(leaf, List.copyOf(known), timestamp, stylesOf(blocks));
  }

  /**
   * The time at which the signer has to have been valid: the timestamp's, if there is one. A token
   * that cannot be trusted is a lie about the time, whether anyone needs it or not.
   */
  public ValidationTime timeOf(SignatureClaim claim) throws ArchiveRejectedException {
    Instant now = policy.at().orElseGet(clock::instant);
    if (claim.timestamp().isEmpty()) {
      return ValidationTime.withoutTimestamp(now);
    }
    Timestamp timestamp = claim.timestamp().get();
    trustTimestamp(timestamp, claim.known(), now);
    return ValidationTime.ofTimestamp(timestamp.at());
  }

  /** Finds the path from the signer to a trust anchor. */
  public ValidSignature trust(SignatureClaim claim, ValidationTime time)
      throws ArchiveRejectedException {
    trustSigner(claim, time);
    return new ValidSignature(claim.signer(), time.stampedAt(), claim.styles());
  }

  /** The leaf stands first. That is the order of every archive seen, and it is signed. */
  private static X509Certificate requireOneLeaf(
      List<SignatureBlock> blocks, Set<X509Certificate> known) throws ArchiveRejectedException {
    var leaves = new HashSet<X509Certificate>();
    for (SignatureBlock block : blocks) {
      List<X509Certificate> certificates = Certificates.parse(block.certificates());
      if (certificates.isEmpty()) {
        throw Refused.invalid("the " + block.style() + " signature comes without a certificate");
      }
      leaves.add(certificates.getFirst());
      known.addAll(certificates);
    }
    if (leaves.size() != 1) {
      throw Refused.invalid("the signatures are by different certificates");
    }
    return leaves.iterator().next();
  }

  private static Set<SignatureStyle> stylesOf(List<SignatureBlock> blocks)
      throws ArchiveRejectedException {
    var styles = EnumSet.noneOf(SignatureStyle.class);
    for (SignatureBlock block : blocks) {
      if (!styles.add(block.style())) {
        throw Refused.invalid("there are two " + block.style() + " signatures");
      }
    }
    return styles;
  }

  private void trustTimestamp(Timestamp timestamp, List<X509Certificate> known, Instant now)
      throws ArchiveRejectedException {
    if (timestamp.at().isAfter(now.plus(CLOCK_TOLERANCE))) {
      throw Refused.invalid(
          "the timestamp is of %s, and it is %s only".formatted(timestamp.at(), now));
    }
    List<X509Certificate> all =
        Stream.concat(timestamp.certificates().stream(), known.stream()).toList();
    trustPath(
        timestamp.authority(),
        all,
        ExtendedKeyUsages.TIMESTAMPING,
        ValidationTime.ofTimestamp(timestamp.at()));
  }

  private void trustSigner(SignatureClaim claim, ValidationTime time)
      throws ArchiveRejectedException {
    CertificatePath path = trustPath(claim.leaf(), claim.known(), policy.extendedKeyUsages(), time);
    if (policy.roots() instanceof TrustedRoots.Apple) {
      AppleRoots.requireUse(path);
    }
  }

  private CertificatePath trustPath(
      X509Certificate leaf,
      List<X509Certificate> known,
      ExtendedKeyUsages usages,
      ValidationTime time)
      throws ArchiveRejectedException {
    CertificatePath path = new PathSearch(leaf, Set.copyOf(known), anchors(known)).at(time);
    for (X509Certificate certificate : path.withoutAnchor()) {
      KeyStrength.requireCertificate(
          certificate, policy.minimumDigest(), "the certificate of " + nameOf(certificate));
    }
    requireUse(path, usages);
    Revocation.require(path, policy.crls(), time);
    return path;
  }

  private Set<X509Certificate> anchors(List<X509Certificate> known)
      throws ArchiveRejectedException {
    Set<X509Certificate> anchors =
        switch (policy.roots()) {
          case TrustedRoots.Chosen(var certificates) -> certificates;
          case TrustedRoots.Apple(var brought) -> AppleRoots.among(brought, known);
        };
    if (anchors.isEmpty()) {
      throw Refused.untrusted("the archive does not bring a root of Apple's: it is not by Apple");
    }
    return anchors;
  }

  private static void requireUse(CertificatePath path, ExtendedKeyUsages usages)
      throws ArchiveRejectedException {
    X509Certificate leaf = path.leaf();
    boolean @Nullable [] keyUsage = leaf.getKeyUsage();
    if (keyUsage != null && !keyUsage[DIGITAL_SIGNATURE] && !keyUsage[NON_REPUDIATION]) {
      throw Refused.untrusted("the certificate of " + nameOf(leaf) + " is not for signatures");
    }
    if (!usages.allowLeaf(leaf)) {
      throw wrongUse(leaf);
    }
    for (X509Certificate issuer : path.intermediates()) {
      if (!usages.allowIssuer(issuer)) {
        throw wrongUse(issuer);
      }
    }
  }

  private static ArchiveRejectedException wrongUse(X509Certificate certificate)
      throws ArchiveRejectedException {
    List<String> said = ExtendedKeyUsages.saidBy(certificate);
    return Refused.untrusted(
        "the certificate of %s is not for this kind of signing: its extended key usage is %s"
            .formatted(nameOf(certificate), said.isEmpty() ? "absent" : said));
  }

  private static String nameOf(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }
}
