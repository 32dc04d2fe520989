package org.xipline.console.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.progress.ProgressDisplay;
import org.xipline.console.report.DeadLetterReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code xipline dead-letters list}: every pair that is held, and why. */
@Command(
    name = "list",
    description = "Lists every pair that is dead-lettered or unmapped, and why.")
final class DeadLettersListCommand implements Callable<Integer> {
  @Option(
      names = "--connector",
      paramLabel = "NAME",
      description = "Those of one connector (default: of all).")
  private @Nullable String connector;

  @Option(
      names = "--archive",
      paramLabel = "ID",
      description = "Those of one archive, by the beginning of its id (default: of all).")
  private String archive = "";

  @Option(names = "--dismissed", description = "Those too that an operator has dismissed.")
  private boolean dismissed;

  @Mixin private DataOption data = new DataOption();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private final Terminal terminal;

  DeadLettersListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ProgressDisplay progress = terminal.progress();
        LedgerReading reading = LedgerReading.open(data.directory(), progress)) {
      progress.close();
      List<ArchiveKey> archives = reading.archives(Optional.ofNullable(connector), archive);
      DeadLetterReport.HeldPairs pairs =
          visitor ->
              reading.forEachHeldPair(
                  archives,
                  pair -> {
                    if (dismissed || !pair.state().dismissed()) {
                      visitor.accept(pair);
                    }
                  });
      if (json) {
        DeadLetterReport.printJson(terminal.out(), pairs);
      } else {
        DeadLetterReport.printText(terminal.out(), pairs);
      }
      return ExitCode.DONE.code();
    }
  }
}
