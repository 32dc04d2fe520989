package org.xipline.archive.signature;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Stream;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.schemas.identity.Sha256;

/** Apple's roots, pinned by the SHA-256 of their certificates. */
final class AppleRoots {
  /** Apple Root CA (until 2035), and its successors G2 and G3 (until 2039). */
  private static final Set<Sha256> PINNED =
      Set.of(
          Sha256.ofHex("b0b1730ecbc7ff4505142c49f1295e6eda6bcaed7e2c68c5be91b5a11001f024"),
          Sha256.ofHex("c2b9b042dd57830e7d117dac55ac8ae19407d38e41d88f3215bc3a890444a050"),
          Sha256.ofHex("63343abfb89a6a03ebb57e9b3f5fa7be7c4f5c756f3017b3a8c488c3653e9179"));

  private AppleRoots() {}

  static void require(X509Certificate certificate) {
    if (!isPinned(certificate)) {
      throw new IllegalArgumentException(
          certificate.getSubjectX500Principal().getName() + " is not one of Apple's roots");
    }
  }

  /** Those that are Apple's roots. */
  static Set<X509Certificate> among(
      Collection<X509Certificate> brought, Collection<X509Certificate> known) {
    return Stream.concat(brought.stream(), known.stream())
        .filter(AppleRoots::isPinned)
        .collect(toUnmodifiableSet());
  }

  /** Refuses a signer whom Apple certified for something else. */
  static void requireUse(CertificatePath path) throws ArchiveRejectedException {
    for (AppleUse use : AppleUse.values()) {
      if (use.fits(path)) {
        return;
      }
    }
    throw Refused.untrusted(
        "the certificate of %s is Apple's, but not for %s"
            .formatted(
                path.leaf().getSubjectX500Principal().getName(),
                Arrays.stream(AppleUse.values()).map(AppleUse::title).collect(joining(" or "))));
  }

  private static boolean isPinned(X509Certificate certificate) {
    return PINNED.contains(Signer.of(certificate).fingerprint());
  }
}
