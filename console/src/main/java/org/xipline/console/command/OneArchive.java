package org.xipline.console.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xipline.console.cli.UsageException;
import org.xipline.console.ledger.ArchiveKey;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The one archive of the ledger that is meant. */
final class OneArchive {
  @Parameters(index = "0", paramLabel = "ID", description = "The archive whose id begins with ID.")
  private String archive = "";

  @Option(
      names = "--connector",
      paramLabel = "NAME",
      description = "The connector that imported it, if several did.")
  private @Nullable String connector;

  /** What was given: an archive's id, or the beginning of it. */
  String id() {
    return archive;
  }

  /**
   * The archive meant.
   *
   * @throws UsageException unless it is one, and no more
   */
  ArchiveKey in(LedgerReading reading) {
    return new ArchiveFilter(Optional.ofNullable(connector), archive).oneIn(reading.queries());
  }
}
