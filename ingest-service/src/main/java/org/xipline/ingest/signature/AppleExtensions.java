package org.xipline.ingest.signature;

import java.security.cert.Certificate;
import java.security.cert.PKIXCertPathChecker;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows the extensions that Apple marks its certificates with. They are critical, so a path with
 * one is refused unless someone claims to understand it; they say what a certificate is for, which
 * the extended key usage says too.
 */
final class AppleExtensions extends PKIXCertPathChecker {
  private static final String ARC = "1.2.840.113635.100.6.";

  @Override
  public void init(boolean forward) {}

  @Override
  public boolean isForwardCheckingSupported() {
    return true;
  }

  @Override
  public @Nullable Set<String> getSupportedExtensions() {
    return null;
  }

  @Override
  public void check(Certificate certificate, @Nullable Collection<String> unresolved) {
    if (unresolved != null) {
      unresolved.removeIf(oid -> oid.startsWith(ARC));
    }
  }
}
