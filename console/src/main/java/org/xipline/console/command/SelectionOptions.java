package org.xipline.console.command;

import java.util.List;
import org.xipline.console.cli.UsageException;
import org.xipline.console.deadletter.DeadLetterFilter;
import org.xipline.console.deadletter.SelectedPair;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.SetAsideRecord;
import org.xipline.schemas.identity.EmailAddress;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which dead letters a decision is about; all of them only where that is said. */
final class SelectionOptions {
  @Mixin private FilterOptions filters = new FilterOptions();

  @Option(names = "--all", description = "Select all of them. Required if no filter is given.")
  private boolean all;

  /** The archives whose dead letters are meant. */
  List<ArchiveKey> archives(LedgerReading reading) {
    return filters.archives(reading);
  }

  /** The records that no service can read, as far as they are meant. */
  List<SetAsideRecord> records(LedgerReading reading) {
    return filters.records(reading);
  }

  /** Those of these pending pairs that are meant. */
  List<SelectedPair> pending(List<SelectedPair> pairs) {
    if (!filters.includesPending()) {
      return List.of();
    }
    String participant = filters.participant().map(EmailAddress::value).orElse("");
    return pairs.stream()
        .filter(it -> participant.isEmpty() || it.address().equals(participant))
        .toList();
  }

  /** What is meant, in words. */
  String describe() {
    return filters.describe();
  }

  /** Which of their pairs are meant. */
  DeadLetterFilter filter() {
    if (filters.isGiven() == all) {
      throw new UsageException(
          all
              ? "--all cannot be combined with a filter"
              : "select dead letters with --reason, --address, --archive, --connector, --since,"
                  + " --record or --all");
    }
    return filters.filter();
  }
}
