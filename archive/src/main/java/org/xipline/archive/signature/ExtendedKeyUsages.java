package org.xipline.archive.signature;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.model.ArchiveRejectedException;

/**
 * What certificates must be for. One that may be used for anything says nothing about a leaf.
 *
 * @param uses object identifiers; one that ends in {@code .*} means all below it
 * @param required whether a leaf that does not say what it is for is refused; one that says
 *     something else always is, and an issuer too
 */
public record ExtendedKeyUsages(Set<String> uses, boolean required) {
  private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
  private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
  private static final String ANY = "2.5.29.37.0";
  private static final String ALL_OF_APPLE = "1.2.840.113635.100.4.*";
  private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9][0-9]{0,38}))+");

  /** Names for operators. */
  private static final Map<String, String> NAMES =
      new TreeMap<>(
          Map.of(
              "code-signing", CODE_SIGNING,
              "apple-software-update", "1.2.840.113635.100.4.1",
              "apple-developer-id-installer", "1.2.840.113635.100.4.13",
              "apple-mac-app-store-installer", "1.2.840.113635.100.4.9",
              "apple-safari-extension", "1.2.840.113635.100.4.8"));

  /** Code signing, or one of Apple's signing uses, or nothing said. */
  public static final ExtendedKeyUsages SIGNING =
      new ExtendedKeyUsages(Set.of(CODE_SIGNING, ALL_OF_APPLE), false);

  static final ExtendedKeyUsages TIMESTAMPING = new ExtendedKeyUsages(Set.of(TIME_STAMPING), true);

  public ExtendedKeyUsages {
    uses = Set.copyOf(uses);
  }

  /** A leaf that says one of these, and issuers that say nothing against it. */
  public static ExtendedKeyUsages requiring(Set<String> uses) {
    return new ExtendedKeyUsages(uses, true);
  }

  /** What {@link #oidOf} takes beside object identifiers. */
  public static Set<String> names() {
    return NAMES.keySet();
  }

  /**
   * The object identifier that an operator means.
   *
   * @param nameOrOid one of {@link #names}, {@code codeSigning} as others write it, or dotted
   * @throws IllegalArgumentException if it is none of them
   */
  public static String oidOf(String nameOrOid) {
    if (OID.matcher(nameOrOid).matches()) {
      return nameOrOid;
    }
    if (nameOrOid.equals("codeSigning")) {
      return CODE_SIGNING;
    }
    @Nullable String oid = NAMES.get(nameOrOid);
    if (oid == null) {
      throw new IllegalArgumentException(
          "'%s' is no object identifier, and none of %s"
              .formatted(nameOrOid, String.join(", ", NAMES.keySet())));
    }
    return oid;
  }

  /** Whether a certificate may sign for one of these uses. */
  boolean allowLeaf(X509Certificate leaf) throws ArchiveRejectedException {
    List<String> said = saidBy(leaf);
    return said.isEmpty() ? !required : said.stream().anyMatch(this::includes);
  }

  /** Whether a certificate may issue one that signs for one of these uses. */
  boolean allowIssuer(X509Certificate issuer) throws ArchiveRejectedException {
    List<String> said = saidBy(issuer);
    return said.isEmpty() || said.stream().anyMatch(use -> includes(use) || use.equals(ANY));
  }

  /** Whether these are all that is said. */
  boolean are(List<String> said) {
    return Set.copyOf(said).equals(uses);
  }

  /** What a certificate says that it is for; empty if it says nothing. */
  static List<String> saidBy(X509Certificate certificate) throws ArchiveRejectedException {
    try {
      @Nullable List<String> said = certificate.getExtendedKeyUsage();
      return said == null ? List.of() : said;
    } catch (CertificateParsingException e) {
      throw Refused.untrusted("an extended key usage cannot be read", e);
    }
  }

  private boolean includes(String use) {
    return uses.stream()
        .anyMatch(allowed ->
            allowed.endsWith(".*")
                ? use.startsWith(allowed.substring(0, allowed.length() - 1))
                : use.equals(allowed));
  }
}
