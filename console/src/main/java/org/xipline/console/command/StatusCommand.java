package org.xipline.console.command;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.cli.Terminal;
import org.xipline.console.connector.ConnectorRegistry;
import org.xipline.console.lag.ConsumerLag;
import org.xipline.console.lag.GroupLag;
import org.xipline.console.ledger.LedgerQueries;
import org.xipline.console.ledger.RejectedArchive;
import org.xipline.console.progress.ProgressDisplay;
import org.xipline.console.report.ArchiveStanding;
import org.xipline.console.report.StatusReport;
import org.xipline.runtime.kafka.KafkaClients;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code xipline status}: where everything is. */
@Command(
    name = "status",
    description = {
      "Shows connectors with their last and next run, archives with their balance, and groups"
          + " with their",
      "lag."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Nothing needs action.",
      "1:An account does not add up, or the brokers cannot be reached.",
      "3:Pairs are held, a drop fails, or a feed is missing."
    })
final class StatusCommand implements Callable<Integer> {
  @Mixin private PipelineOptions pipeline = new PipelineOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private final Terminal terminal;

  StatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ProgressDisplay progress = ProgressDisplay.on(terminal);
        LedgerReading reading = LedgerReading.open(pipeline, progress)) {
      progress.close();
      StatusReport report = report(reading, Instant.now());
      if (json) {
        report.printJson(terminal.out());
      } else {
        report.printText(terminal.out());
      }
      return codeOf(report).code();
    }
  }

  private StatusReport report(LedgerReading reading, Instant now) throws IOException {
    KafkaClients clients = reading.pipeline().clients();
    LedgerQueries ledger = reading.queries();
    var archives = new ArrayList<ArchiveStanding>();
    ledger.forEachAccount(account -> {
      if (account.acceptance().isPresent()) {
        archives.add(ArchiveStanding.of(account, ledger));
      }
    });
    var rejected = new ArrayList<RejectedArchive>();
    ledger.forEachRejected(rejected::add);
    return new StatusReport(
        new ConnectorRegistry(clients).all(now),
        archives,
        rejected,
        ledger.countSetAsideRecords(),
        GroupLag.of(new ConsumerLag(clients, pipeline.expectedGroups()).read(now)));
  }

  private static ExitCode codeOf(StatusReport report) {
    if (report.isOutOfBalance()) {
      return ExitCode.FAILURE;
    }
    return report.needsAttention() ? ExitCode.HELD : ExitCode.DONE;
  }
}
