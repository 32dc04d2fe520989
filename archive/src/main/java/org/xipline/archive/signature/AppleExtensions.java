package org.xipline.archive.signature;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.security.cert.Certificate;
import java.security.cert.PKIXCertPathChecker;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Knows the extensions that Apple marks its certificates with. They are critical, so a path with
 * one is refused unless someone claims to understand it; they say what a certificate is for, which
 * the extended key usage says too.
 */
final class AppleExtensions extends PKIXCertPathChecker {
  private static final String ARC = "1.2.840.113635.100.6.";

  private final Set<String> claimed;

  /** The JDK's path builder wants a list of what is claimed: all that these certificates have. */
  AppleExtensions(Stream<X509Certificate> certificates) {
    claimed =
        certificates
            .map(X509Certificate::getCriticalExtensionOIDs)
            .filter(Objects::nonNull)
            .flatMap(Set::stream)
            .filter(oid -> oid.startsWith(ARC))
            .collect(toUnmodifiableSet());
  }

  @Override
  public void init(boolean forward) {}

  @Override
  public boolean isForwardCheckingSupported() {
    return true;
  }

  @Override
  public Set<String> getSupportedExtensions() {
    return claimed;
  }

  @Override
  public void check(Certificate certificate, @Nullable Collection<String> unresolved) {
    if (unresolved != null) {
      unresolved.removeAll(claimed);
    }
  }
}
