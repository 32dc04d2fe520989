package org.xipline.archive.signature;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.xipline.archive.model.ArchiveRejectedException;

/**
 * What Apple issues signing certificates for, as far as archives are concerned. Each has a path of
 * exactly three: leaf, the CA for this use, Apple's root.
 */
enum AppleUse {
  /** Apple's own archives, such as Xcode: the CA says the same extended key usage. */
  SOFTWARE_UPDATE(
      "Software Update",
      "1.2.840.113635.100.4.1",
      Optional.of("1.2.840.113635.100.4.1"),
      List.of(),
      List.of()),
  /** Packages of registered developers: leaf and CA carry an extension for it. */
  DEVELOPER_ID_INSTALLER(
      "Developer ID Installer",
      "1.2.840.113635.100.4.13",
      Optional.empty(),
      List.of("1.2.840.113635.100.6.1.14"),
      List.of("1.2.840.113635.100.6.2.6"));

  private static final int PATH_LENGTH = 3;

  private final String title;
  private final String leafUsage;
  private final Optional<String> issuerUsage;
  private final List<String> leafMarks;
  private final List<String> issuerMarks;

  AppleUse(
      String title,
      String leafUsage,
      Optional<String> issuerUsage,
      List<String> leafMarks,
      List<String> issuerMarks) {
    this.title = title;
    this.leafUsage = leafUsage;
    this.issuerUsage = issuerUsage;
    this.leafMarks = leafMarks;
    this.issuerMarks = issuerMarks;
  }

  /** As Apple calls it. */
  String title() {
    return title;
  }

  /** Whether the leaf was issued for this use, by the CA that does so. */
  boolean fits(CertificatePath path) throws ArchiveRejectedException {
    if (path.certificates().size() != PATH_LENGTH) {
      return false;
    }
    X509Certificate issuer = path.certificates().get(1);
    return says(path.leaf(), Optional.of(leafUsage))
        && says(issuer, issuerUsage)
        && carries(path.leaf(), leafMarks)
        && carries(issuer, issuerMarks);
  }

  private static boolean says(X509Certificate certificate, Optional<String> usage)
      throws ArchiveRejectedException {
    return usage.isEmpty() || ExtendedKeyUsages.saidBy(certificate).contains(usage.get());
  }

  private static boolean carries(X509Certificate certificate, List<String> extensions) {
    return extensions.stream().allMatch(oid -> certificate.getExtensionValue(oid) != null);
  }
}
