package org.xipline.console.cli.archive;

import org.xipline.archive.model.ArchiveLimits;
import org.xipline.console.cli.ByteSize;
import org.xipline.console.cli.UsageException;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** How much an archive may ask of whoever reads it. */
public final class LimitOptions {
  private final OptionSpec tableOfContents =
      size(
          "--max-toc",
          "64MiB",
          "The largest table of contents, uncompressed (default:" + " ${DEFAULT-VALUE}).");

  private final OptionSpec entries =
      count(
          "--max-entries",
          "5000000",
          "The largest number of files, folders and links (default:" + " ${DEFAULT-VALUE}).");

  private final OptionSpec entry =
      size("--max-entry-size", "64GiB", "The largest file (default: ${DEFAULT-VALUE}).");

  private final OptionSpec total =
      size(
          "--max-total-size",
          "1TiB",
          "The largest total size of all files (default:" + " ${DEFAULT-VALUE}).");

  private final OptionSpec ratio =
      count(
          "--max-ratio",
          "1000",
          "The largest ratio of uncompressed to compressed bytes, not applied to the first GiB"
              + " (default: ${DEFAULT-VALUE}).");

  private final OptionSpec depth =
      count(
          "--max-depth",
          "64",
          "The largest number of folders above a file (default:" + " ${DEFAULT-VALUE}).");

  private final OptionSpec xzMemory =
      size(
          "--max-xz-memory",
          "64MiB",
          "The largest xz dictionary, and the largest block (default: ${DEFAULT-VALUE}, which is"
              + " the maximum).");

  private final OptionSpec refuseCaseCollisions =
      option(
          OptionSpec.builder("--refuse-case-collisions")
              .type(boolean.class)
              .description(
                  "Refuse paths that differ only in case. Some file systems cannot store both."),
          false);

  /** To be mixed in. */
  public CommandSpec spec() {
    return CommandSpec.create()
        .addArgGroup(
            ArgGroupSpec.builder()
                .validate(false)
                .heading("%nLimits (an archive that exceeds one is rejected):%n")
                .addArg(tableOfContents)
                .addArg(entries)
                .addArg(entry)
                .addArg(total)
                .addArg(ratio)
                .addArg(depth)
                .addArg(xzMemory)
                .addArg(refuseCaseCollisions)
                .build());
  }

  private static OptionSpec size(String name, String standard, String description) {
    return option(
        OptionSpec.builder(name)
            .paramLabel("SIZE")
            .type(long.class)
            .converters(new ByteSize())
            .defaultValue(standard)
            .description(description),
        new ByteSize().convert(standard));
  }

  private static OptionSpec count(String name, String standard, String description) {
    return option(
        OptionSpec.builder(name)
            .paramLabel("N")
            .type(long.class)
            .defaultValue(standard)
            .description(description),
        Long.valueOf(standard));
  }

  /** Options of a group none of which is given keep the value that they were made with. */
  private static OptionSpec option(OptionSpec.Builder options, Object standard) {
    OptionSpec option = options.build();
    option.setValue(standard);
    return option;
  }

  public ArchiveLimits limits() {
    int most = ArchiveLimits.DEFAULT.maxDepth();
    long folders = depth.getValue();
    if (folders < 0 || folders > most) {
      throw new UsageException("--max-depth must be 0 to " + most);
    }
    long xzBytes = positive(xzMemory);
    if (xzBytes > ArchiveLimits.DEFAULT.maxDictionaryBytes()) {
      throw new UsageException("--max-xz-memory must be at most 64MiB");
    }
    return new ArchiveLimits(
        positive(entries),
        entry.getValue(),
        total.getValue(),
        positive(ratio),
        positive(tableOfContents),
        (int) folders,
        (int) xzBytes,
        (int) xzBytes,
        refuseCaseCollisions.getValue());
  }

  private static long positive(OptionSpec option) {
    long value = option.getValue();
    if (value < 1) {
      throw new UsageException(option.longestName() + " must be positive, not " + value);
    }
    return value;
  }
}
