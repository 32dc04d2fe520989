package org.xipline.console.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.xipline.console.archive.ArchiveInspector;
import org.xipline.ingest.signature.VerificationPolicy;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** An archive to look at, and whom to believe about it. */
final class ArchiveOptions {
  @Parameters(paramLabel = "ARCHIVE", description = "A signed XIP archive.")
  private Path archive = Path.of("");

  @Mixin private TrustOptions trust = new TrustOptions();

  Path archive() {
    requireFile(archive);
    return archive;
  }

  ArchiveInspector inspector() {
    VerificationPolicy policy = VerificationPolicy.trusting(trust.anchors());
    return new ArchiveInspector(trust.at().map(policy::withAt).orElse(policy));
  }

  Set<X509Certificate> trustedCertificates() {
    return trust.anchors();
  }

  Optional<Instant> at() {
    return trust.at();
  }

  static void requireFile(Path archive) {
    if (!Files.isRegularFile(archive)) {
      throw new UsageException(archive + ": no such file; give the path of an archive");
    }
    if (!Files.isReadable(archive)) {
      throw new UsageException(archive + " may not be read; change its permissions");
    }
  }
}
