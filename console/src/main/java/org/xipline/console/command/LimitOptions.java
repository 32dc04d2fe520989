package org.xipline.console.command;

import org.xipline.ingest.archive.ArchiveLimits;
import picocli.CommandLine.Option;

/** How much an archive may ask of whoever reads it. */
final class LimitOptions {
  @Option(
      names = "--max-toc",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      defaultValue = "64MiB",
      description = "Largest table of contents, as XML (default: ${DEFAULT-VALUE}).")
  private long tableOfContentsBytes;

  @Option(
      names = "--max-entries",
      paramLabel = "N",
      defaultValue = "5000000",
      description = "Most files, folders and links (default: ${DEFAULT-VALUE}).")
  private long entries;

  @Option(
      names = "--max-entry-size",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      defaultValue = "64GiB",
      description = "Largest file (default: ${DEFAULT-VALUE}).")
  private long entryBytes;

  @Option(
      names = "--max-total-size",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      defaultValue = "1TiB",
      description = "All files together (default: ${DEFAULT-VALUE}).")
  private long totalBytes;

  @Option(
      names = "--max-ratio",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "Most bytes unpacked for each packed one; the first GiB is free "
              + "(default: ${DEFAULT-VALUE}).")
  private long ratio;

  @Option(
      names = "--max-depth",
      paramLabel = "N",
      defaultValue = "64",
      description = "Most folders above a file (default: ${DEFAULT-VALUE}).")
  private int depth;

  @Option(
      names = "--max-xz-memory",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      defaultValue = "64MiB",
      description = "Largest dictionary, and largest block (default: ${DEFAULT-VALUE}, the most).")
  private long xzBytes;

  @Option(
      names = "--refuse-case-collisions",
      description = "Refuse paths that differ in case alone, which some volumes cannot hold.")
  private boolean refuseCaseCollisions;

  ArchiveLimits limits() {
    requirePositive("--max-toc", tableOfContentsBytes);
    requirePositive("--max-entries", entries);
    requirePositive("--max-ratio", ratio);
    requirePositive("--max-xz-memory", xzBytes);
    if (depth < 0 || depth > ArchiveLimits.DEFAULT.maxDepth()) {
      throw new UsageException("--max-depth is 0 to " + ArchiveLimits.DEFAULT.maxDepth());
    }
    if (xzBytes > ArchiveLimits.DEFAULT.maxDictionaryBytes()) {
      throw new UsageException("--max-xz-memory is 64MiB at most");
    }
    return new ArchiveLimits(
        entries,
        entryBytes,
        totalBytes,
        ratio,
        tableOfContentsBytes,
        depth,
        (int) xzBytes,
        (int) xzBytes,
        refuseCaseCollisions);
  }

  private static void requirePositive(String option, long value) {
    if (value < 1) {
      throw new UsageException(option + " must be positive, not " + value);
    }
  }
}
