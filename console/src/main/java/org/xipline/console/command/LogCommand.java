package org.xipline.console.command;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.cli.InstantOption;
import org.xipline.console.cli.Terminal;
import org.xipline.console.ledger.Acceptance;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.LedgerQueries;
import org.xipline.console.progress.ProgressDisplay;
import org.xipline.console.report.LogEntry;
import org.xipline.console.report.LogExportFormat;
import org.xipline.console.report.LogLine;
import org.xipline.console.report.LogReport;
import org.xipline.console.report.RejectedLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code xipline log}: what became of every pair. */
@Command(
    name = "log",
    description = {
      "Prints the outcome of every pair, every file that no item names, and every archive that"
          + " was",
      "rejected."
    })
final class LogCommand implements Callable<Integer> {
  @Mixin private ArchiveSelection selection = new ArchiveSelection();

  @Option(
      names = "--since",
      paramLabel = "INSTANT",
      converter = InstantOption.class,
      description = "Only lines reported since this time, for example 2026-11-20T09:15:00Z.")
  private @Nullable Instant since;

  @Option(
      names = "--format",
      paramLabel = "csv|ndjson",
      defaultValue = "csv",
      description =
          "csv (RFC 4180), or ndjson: one JSON object per line (default:" + " ${DEFAULT-VALUE}).")
  private LogExportFormat format = LogExportFormat.CSV;

  @Mixin private PipelineOptions pipeline = new PipelineOptions();

  private final Terminal terminal;

  LogCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ProgressDisplay progress = ProgressDisplay.on(terminal);
        LedgerReading reading = LedgerReading.open(pipeline, progress)) {
      progress.close();
      LedgerQueries ledger = reading.queries();
      List<ArchiveKey> archives = selection.in(reading);
      LogReport.print(
          terminal.out(),
          format,
          visitor -> {
            archives.forEach(it -> show(ledger, it, visitor));
            showRejected(ledger, visitor);
          });
      return ExitCode.DONE.code();
    }
  }

  private void showRejected(LedgerQueries ledger, Consumer<LogEntry> visitor) {
    ledger.forEachRejected(rejected -> {
      if (selection.includes(rejected.archive())
          && isMeant(rejected.rejection().at().orElse(Instant.MIN))) {
        visitor.accept(RejectedLine.of(rejected));
      }
    });
  }

  private void show(LedgerQueries ledger, ArchiveKey key, Consumer<LogEntry> visitor) {
    Optional<Acceptance> acceptance = ledger.find(key).flatMap(it -> it.acceptance());
    ledger.forEachLoggedPair(
        key,
        pair -> {
          if (isMeant(pair.state().at())) {
            visitor.accept(LogLine.of(acceptance, pair));
          }
        });
    if (isMeant(acceptance.map(Acceptance::at).orElse(Instant.MAX))) {
      ledger.forEachUnclaimedFile(key, file -> visitor.accept(LogLine.of(acceptance, file)));
    }
  }

  private boolean isMeant(Instant at) {
    return since == null || !at.isBefore(since);
  }
}
