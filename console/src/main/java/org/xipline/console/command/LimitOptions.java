package org.xipline.console.command;

import org.xipline.ingest.archive.ArchiveLimits;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** How much an archive may ask of whoever reads it. */
final class LimitOptions {
  private final OptionSpec tableOfContents =
      size("--max-toc", "64MiB", "Largest table of contents, as XML (default: ${DEFAULT-VALUE}).");

  private final OptionSpec entries =
      count(
          "--max-entries", "5000000", "Most files, folders and links (default: ${DEFAULT-VALUE}).");

  private final OptionSpec entry =
      size("--max-entry-size", "64GiB", "Largest file (default: ${DEFAULT-VALUE}).");

  private final OptionSpec total =
      size("--max-total-size", "1TiB", "All files together (default: ${DEFAULT-VALUE}).");

  private final OptionSpec ratio =
      count(
          "--max-ratio",
          "1000",
          "Most bytes unpacked for each packed one; the first GiB is free "
              + "(default: ${DEFAULT-VALUE}).");

  private final OptionSpec depth =
      count("--max-depth", "64", "Most folders above a file (default: ${DEFAULT-VALUE}).");

  private final OptionSpec xzMemory =
      size(
          "--max-xz-memory",
          "64MiB",
          "Largest dictionary, and largest block (default: ${DEFAULT-VALUE}, the most).");

  private final OptionSpec refuseCaseCollisions =
      option(
          OptionSpec.builder("--refuse-case-collisions")
              .type(boolean.class)
              .description(
                  "Refuse paths that differ in case alone, which some volumes cannot hold."),
          false);

  /** To be mixed in. */
  CommandSpec spec() {
    return CommandSpec.create()
        .addArgGroup(
            ArgGroupSpec.builder()
                .validate(false)
                .heading("%nLimits, above which an archive is refused:%n")
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

  ArchiveLimits limits() {
    int most = ArchiveLimits.DEFAULT.maxDepth();
    long folders = depth.getValue();
    if (folders < 0 || folders > most) {
      throw new UsageException("--max-depth is 0 to " + most);
    }
    long xzBytes = positive(xzMemory);
    if (xzBytes > ArchiveLimits.DEFAULT.maxDictionaryBytes()) {
      throw new UsageException("--max-xz-memory is 64MiB at most");
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
