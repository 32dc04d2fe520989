package org.xipline.console.command;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xipline.ingest.signature.TrustAnchorException;
import org.xipline.ingest.signature.TrustAnchors;
import picocli.CommandLine.Option;

/** Whom to believe, and when. */
final class TrustOptions {
  @Option(
      names = "--trust",
      paramLabel = "CA",
      required = true,
      description = "Certificate of a CA to trust, PEM or DER. May be given several times.")
  private List<Path> trust = List.of();

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      converter = InstantOption.class,
      description = "Verify as of this time, like 2026-11-20T09:15:00Z (default: now).")
  private @Nullable Instant at;

  Set<X509Certificate> anchors() {
    return anchors(trust);
  }

  static Set<X509Certificate> anchors(List<Path> files) {
    try {
      return TrustAnchors.read(files);
    } catch (TrustAnchorException e) {
      throw new UsageException("--trust: " + e.getMessage());
    }
  }

  Optional<Instant> at() {
    return Optional.ofNullable(at);
  }
}
