package org.xipline.console.command;

import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.xipline.console.cli.UsageException;
import org.xipline.console.ledger.ArchiveKey;
import picocli.CommandLine.Option;

/** Which archives of the ledger are meant. */
final class ArchiveSelection {
  @Option(
      names = "--connector",
      paramLabel = "NAME",
      description = "Only those of this connector (default: all).")
  private @Nullable String connector;

  @Option(
      names = "--archive",
      paramLabel = "ID",
      description = "Only those of the archive whose id begins with ID (default: all).")
  private String archive = "";

  boolean isGiven() {
    return filter().isGiven();
  }

  /**
   * The archives meant.
   *
   * @throws UsageException if something is asked for that the ledger does not know
   */
  List<ArchiveKey> in(LedgerReading reading) {
    return filter().in(reading.queries());
  }

  /** Adds what is meant, in words. */
  void describe(StringJoiner words) {
    Optional.ofNullable(connector).ifPresent(it -> words.add("connector " + it));
    if (!archive.isEmpty()) {
      words.add("archive " + archive);
    }
  }

  /** Whether an archive is meant, be it in the ledger or not. */
  boolean includes(ArchiveKey archive) {
    return filter().includes(archive);
  }

  private ArchiveFilter filter() {
    return new ArchiveFilter(Optional.ofNullable(connector), archive);
  }
}
