package org.xipline.archive.signature;

import java.security.cert.X509Certificate;
import java.util.Set;

/** What a certificate path must end at, and what else that demands of a signer. */
public sealed interface TrustedRoots {

  /** CA certificates that somebody chose. Of a signer they demand nothing more. */
  record Chosen(Set<X509Certificate> certificates) implements TrustedRoots {
    public Chosen {
      certificates = Set.copyOf(certificates);
      if (certificates.isEmpty()) {
        throw new IllegalArgumentException("without a trust anchor no archive can be trusted");
      }
      certificates.forEach(TrustAnchors::requireCa);
    }
  }

  /**
   * Apple's own roots, known by their fingerprints: the certificate itself comes with the archive.
   * A signer must be what {@link AppleUse} describes.
   *
   * @param brought by the operator, for archives that do not bring their root
   */
  record Apple(Set<X509Certificate> brought) implements TrustedRoots {
    /**
     * @throws IllegalArgumentException if one of those brought is no root of Apple's
     */
    public Apple {
      brought = Set.copyOf(brought);
      brought.forEach(AppleRoots::require);
    }
  }
}
