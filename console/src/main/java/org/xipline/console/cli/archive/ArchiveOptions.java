package org.xipline.console.cli.archive;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.xipline.archive.ArchiveInspector;
import org.xipline.archive.signature.VerificationPolicy;
import org.xipline.console.cli.UsageException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** An archive to look at, whom to believe about it, and how much it may ask. */
public final class ArchiveOptions {
  private final PositionalParamSpec archive =
      PositionalParamSpec.builder()
          .paramLabel("ARCHIVE")
          .type(Path.class)
          .index("0")
          .required(true)
          .description("A signed XIP archive, or another signed XAR file.")
          .build();

  private final TrustOptions trust = new TrustOptions();
  private final LimitOptions limits = new LimitOptions();

  /** To be mixed in. */
  public CommandSpec spec() {
    return CommandSpec.create()
        .addPositional(archive)
        .addMixin("trust", trust.spec())
        .addMixin("limits", limits.spec());
  }

  /** A command that has these, and more to come. */
  CommandSpec command(Callable<Integer> command, String name, String description) {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(command).name(name).addMixin("archive", spec());
    spec.usageMessage().description(description);
    return spec;
  }

  public Path archive() {
    Path file = archive.getValue();
    requireFile(file);
    return file;
  }

  public ArchiveInspector inspector() {
    return new ArchiveInspector(trust.policy(), limits.limits());
  }

  public VerificationPolicy policy() {
    return trust.policy();
  }

  public static void requireFile(Path archive) {
    if (Files.isDirectory(archive)) {
      throw new UsageException(archive + " is a directory; give the path of an archive");
    }
    if (!Files.exists(archive)) {
      throw new UsageException(archive + ": no such file; give the path of an archive");
    }
    if (!Files.isRegularFile(archive)) {
      throw new UsageException(archive + " is not a regular file; give the path of an archive");
    }
    if (!Files.isReadable(archive)) {
      throw new UsageException(archive + " cannot be read; change its permissions");
    }
  }
}
