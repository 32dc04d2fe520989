package org.xipline.archive.signature;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xipline.archive.xar.DigestAlgorithm;

/**
 * The rule by which an archive is accepted, as values. An archive is accepted when all of this
 * holds:
 *
 * <ol>
 *   <li>Header and table of contents can be read in one way only, and the table has the checksum
 *       that stands behind it: SHA-1 or better, never MD5 or none ({@code xar}).
 *   <li>There is a signature; one at most of each style, RSA and CMS. Every one that is there holds
 *       over that checksum: RSA in either of the two forms ({@link RsaSignature}); CMS detached, by
 *       exactly one signer, with signed attributes or without, nothing but zeros behind it ({@link
 *       CmsSignature}). All are by one certificate, the first that each lists.
 *   <li>A timestamp that is there is good, whether it is needed or not: it is over this very
 *       signature, it is not of the future, and its authority's path holds by these rules at its
 *       own time, for timestamping and nothing else ({@link Timestamp}).
 *   <li>A path leads from the signer to one of the {@code roots}: signatures, validity, CA flags,
 *       path lengths, name constraints, key usage; those of the root too ({@link PathSearch},
 *       {@link AnchorConstraints}). Its certificates are valid at the timestamp's time; without a
 *       timestamp {@code at}, or now.
 *   <li>The signer may sign ({@code digitalSignature} or {@code nonRepudiation}, where it has a key
 *       usage), for one of the {@code extendedKeyUsages}; and is what the roots demand beside
 *       ({@link TrustedRoots}, {@link AppleUse}).
 *   <li>No certificate on a path is in one of the {@code crls}, or issued by someone whose lists
 *       have all expired ({@link Revocation}).
 *   <li>Nothing on the way uses a digest below {@code minimumDigest}: table of contents, CMS,
 *       timestamp, certificates, files. RSA keys have 2,048 bits or more, elliptic curves 256
 *       ({@link KeyStrength}).
 *   <li>Everything that will be read has both its checksums, and its entries are safe ({@code
 *       verification}, {@code content}).
 * </ol>
 *
 * {@link SignatureVerifier} is these steps in this order; {@code ArchiveVerifier} is it all.
 *
 * @param roots whom to trust
 * @param at the time of verification; empty means now. A timestamp takes its place for the signer
 * @param extendedKeyUsages what the signer and its issuers must be for
 * @param minimumDigest the weakest digest that may protect anything; Apple still signs with SHA-1
 * @param crls revocation lists; each counts for the certificates of the issuer that signed it. None
 *     is ever fetched
 */
public record VerificationPolicy(
    TrustedRoots roots,
    Optional<Instant> at,
    ExtendedKeyUsages extendedKeyUsages,
    DigestAlgorithm minimumDigest,
    List<X509CRL> crls) {

  public VerificationPolicy {
    crls = List.copyOf(crls);
    crls.forEach(RevocationLists::requireComplete);
  }

  /** These anchors, now, for any kind of code signing, SHA-1 allowed. */
  public static VerificationPolicy trusting(Collection<X509Certificate> anchors) {
    return of(new TrustedRoots.Chosen(Set.copyOf(anchors)));
  }

  /** What Apple signs itself or lets registered developers sign, and nothing else. */
  public static VerificationPolicy apple() {
    return of(new TrustedRoots.Apple(Set.of()));
  }

  /** Those roots, now, for any kind of code signing, SHA-1 allowed. */
  public static VerificationPolicy of(TrustedRoots roots) {
    return new VerificationPolicy(
        roots, Optional.empty(), ExtendedKeyUsages.SIGNING, DigestAlgorithm.SHA_1, List.of());
  }

  public VerificationPolicy withAt(Instant time) {
    return new VerificationPolicy(roots, Optional.of(time), extendedKeyUsages, minimumDigest, crls);
  }

  public VerificationPolicy withExtendedKeyUsages(ExtendedKeyUsages usages) {
    return new VerificationPolicy(roots, at, usages, minimumDigest, crls);
  }

  public VerificationPolicy withMinimumDigest(DigestAlgorithm minimum) {
    return new VerificationPolicy(roots, at, extendedKeyUsages, minimum, crls);
  }

  public VerificationPolicy withCrls(Collection<X509CRL> lists) {
    return new VerificationPolicy(roots, at, extendedKeyUsages, minimumDigest, List.copyOf(lists));
  }
}
