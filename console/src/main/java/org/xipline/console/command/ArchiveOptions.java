package org.xipline.console.command;

import java.nio.file.Files;
import java.nio.file.Path;
import org.xipline.console.archive.ArchiveInspector;
import org.xipline.ingest.signature.VerificationPolicy;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** An archive to look at, whom to believe about it, and how much it may ask. */
final class ArchiveOptions {
  @Parameters(paramLabel = "ARCHIVE", description = "A signed XIP archive, or another signed XAR.")
  private Path archive = Path.of("");

  @Mixin private TrustOptions trust = new TrustOptions();

  @ArgGroup(validate = false, heading = "%nLimits, above which an archive is refused:%n")
  private LimitOptions limits = new LimitOptions();

  Path archive() {
    requireFile(archive);
    return archive;
  }

  ArchiveInspector inspector() {
    return new ArchiveInspector(trust.policy(), limits.limits());
  }

  VerificationPolicy policy() {
    return trust.policy();
  }

  static void requireFile(Path archive) {
    if (Files.isDirectory(archive)) {
      throw new UsageException(archive + " is a directory; give the path of an archive");
    }
    if (!Files.exists(archive)) {
      throw new UsageException(archive + ": no such file; give the path of an archive");
    }
    if (!Files.isRegularFile(archive)) {
      throw new UsageException(archive + " is no regular file; give the path of an archive");
    }
    if (!Files.isReadable(archive)) {
      throw new UsageException(archive + " may not be read; change its permissions");
    }
  }
}
