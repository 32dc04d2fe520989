package org.xipline.console.command;

import java.util.List;
import org.xipline.console.deadletter.DeadLetterFilter;
import org.xipline.console.ledger.ArchiveKey;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which dead letters a decision is about; all of them only where that is said. */
final class SelectionOptions {
  @Mixin private FilterOptions filters = new FilterOptions();

  @Option(names = "--all", description = "All of them: needed where no filter is given.")
  private boolean all;

  /** The archives whose dead letters are meant. */
  List<ArchiveKey> archives(LedgerReading reading) {
    return filters.archives(reading);
  }

  /** Which of their pairs are meant. */
  DeadLetterFilter filter() {
    if (filters.isGiven() == all) {
      throw new UsageException(
          all
              ? "--all is for when no filter is given"
              : "say which: --reason, --address, --archive, --connector, --since or --all");
    }
    return filters.filter();
  }
}
