package org.xipline.console.command;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.cli.Terminal;
import org.xipline.console.deadletter.Attribution;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.pipeline.DeliveringServices;
import org.xipline.console.progress.ProgressDisplay;
import org.xipline.console.reconcile.Reconciled;
import org.xipline.console.reconcile.Reconciliation;
import org.xipline.console.report.ReconcileReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code xipline reconcile}: do the mailboxes hold what the ledger says? */
@Command(
    name = "reconcile",
    description = {
      "Reads the mailboxes of an archive back, byte by byte, and compares them with the ledger,",
      "pair by pair. Exit code 0: they agree, if necessary after a repair. 3: they differ. With"
          + " several",
      "archives, each has its own report, in the order given."
    })
final class ReconcileCommand implements Callable<Integer> {
  @Option(
      names = "--archive",
      paramLabel = "ID",
      required = true,
      description = "The archive whose id begins with ID. Can be repeated.")
  private List<String> archives = List.of();

  @Option(
      names = "--connector",
      paramLabel = "NAME",
      description = "The connector that imported it, if several did.")
  private @Nullable String connector;

  @Mixin private MailboxOptions mailboxes = new MailboxOptions();
  @Mixin private RepairOptions repair = new RepairOptions();
  @Mixin private PipelineOptions pipeline = new PipelineOptions();

  @Option(names = "--json", description = "Print one JSON document for each archive.")
  private boolean json;

  private final PipelineServices services;
  private final Terminal terminal;

  ReconcileCommand(PipelineServices services, Terminal terminal) {
    this.services = services;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<Attribution> author = repair.authorship();
    DeliveringServices delivering = mailboxes.opened(services, pipeline);
    Delivery.by(delivering).requireContact();
    try (ProgressDisplay progress = ProgressDisplay.on(terminal);
        LedgerReading reading =
            author.isPresent()
                ? LedgerReading.openToChange(pipeline, progress)
                : LedgerReading.open(pipeline, progress)) {
      boolean consistent = true;
      for (ArchiveKey archive : meant(reading)) {
        var reconciliation =
            new Reconciliation(
                reading.pipeline(),
                delivering,
                MailboxOptions.repaired(delivering, pipeline, reading.pipeline()),
                archive,
                progress,
                InstantSource.system());
        Reconciled reconciled =
            author.isPresent() ? reconciliation.repair(author.get()) : reconciliation.inspect();
        progress.close();
        print(new ReconcileReport(reconciled));
        consistent &= reconciled.isConsistent();
      }
      return (consistent ? ExitCode.DONE : ExitCode.HELD).code();
    } finally {
      delivering.mailboxes().close();
    }
  }

  /** All of them are known before the first is looked at. */
  private List<ArchiveKey> meant(LedgerReading reading) {
    return archives.stream()
        .map(id -> new ArchiveFilter(Optional.ofNullable(connector), id).oneIn(reading.queries()))
        .distinct()
        .toList();
  }

  private void print(ReconcileReport report) {
    if (json) {
      report.printJson(terminal.out());
    } else {
      report.printText(terminal.out());
    }
  }
}
