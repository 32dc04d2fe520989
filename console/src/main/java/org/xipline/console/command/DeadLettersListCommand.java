package org.xipline.console.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.cli.Terminal;
import org.xipline.console.deadletter.DeadLetterFilter;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.HeldPair;
import org.xipline.console.ledger.SetAsideRecord;
import org.xipline.console.progress.ProgressDisplay;
import org.xipline.console.report.DeadLetterReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code xipline dead-letters list}: every pair that is held, and why. */
@Command(
    name = "list",
    description = {
      "Lists every pair that is dead-lettered or unmapped, with the reason, and every record"
          + " that no service",
      "can read."
    })
final class DeadLettersListCommand implements Callable<Integer> {
  @Mixin private FilterOptions filters = new FilterOptions();
  @Mixin private PipelineOptions pipeline = new PipelineOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private final Terminal terminal;

  DeadLettersListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    DeadLetterFilter filter = filters.filter();
    try (ProgressDisplay progress = ProgressDisplay.on(terminal);
        LedgerReading reading = LedgerReading.open(pipeline, progress)) {
      progress.close();
      List<ArchiveKey> archives = filters.archives(reading);
      List<SetAsideRecord> records = filters.records(reading);
      DeadLetterReport.HeldPairs pairs =
          visitor ->
              archives.forEach(
                  archive -> reading.queries().forEachHeldPair(archive, passing(filter, visitor)));
      if (json) {
        DeadLetterReport.printJson(terminal.out(), pairs, records);
      } else {
        DeadLetterReport.printText(terminal.out(), pairs, records);
      }
      return ExitCode.DONE.code();
    }
  }

  private static Consumer<HeldPair> passing(DeadLetterFilter filter, Consumer<HeldPair> visitor) {
    return pair -> {
      if (filter.test(pair)) {
        visitor.accept(pair);
      }
    };
  }
}
