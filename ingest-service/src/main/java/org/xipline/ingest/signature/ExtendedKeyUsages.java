package org.xipline.ingest.signature;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What certificates must be for.
 *
 * @param uses object identifiers; one that ends in {@code .*} means all below it
 * @param requiredOfLeaf whether a leaf that does not say what it is for is refused
 * @param requiredOfIssuers whether an issuer that does not say it is refused; one that says
 *     something else always is
 */
public record ExtendedKeyUsages(
    Set<String> uses, boolean requiredOfLeaf, boolean requiredOfIssuers) {
  private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
  private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
  private static final String ANY = "2.5.29.37.0";

  /** Code signing, or one of Apple's signing uses, or nothing said. */
  public static final ExtendedKeyUsages SIGNING =
      new ExtendedKeyUsages(Set.of(CODE_SIGNING, AppleUse.ALL), false, false);

  static final ExtendedKeyUsages TIMESTAMPING =
      new ExtendedKeyUsages(Set.of(TIME_STAMPING), true, false);

  public ExtendedKeyUsages {
    uses = Set.copyOf(uses);
  }

  /** Whether a certificate may sign for one of these uses. */
  boolean allowLeaf(X509Certificate leaf) throws CertificateParsingException {
    @Nullable List<String> said = leaf.getExtendedKeyUsage();
    return said == null ? !requiredOfLeaf : said.stream().anyMatch(this::includes);
  }

  /** Whether a certificate may issue one that signs for one of these uses. */
  boolean allowIssuer(X509Certificate issuer) throws CertificateParsingException {
    @Nullable List<String> said = issuer.getExtendedKeyUsage();
    return said == null
        ? !requiredOfIssuers
        : said.stream().anyMatch(use -> includes(use) || (use.equals(ANY) && !requiredOfIssuers));
  }

  private boolean includes(String use) {
    return uses.stream()
        .anyMatch(allowed ->
            allowed.endsWith(".*")
                ? use.startsWith(allowed.substring(0, allowed.length() - 1))
                : use.equals(allowed));
  }
}
