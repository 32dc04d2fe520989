package org.xipline.console.command;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.cli.Terminal;
import org.xipline.console.deadletter.Attribution;
import org.xipline.console.pipeline.ServiceSet;
import org.xipline.console.progress.ProgressDisplay;
import org.xipline.console.replay.ReplayResult;
import org.xipline.console.replay.ReplayServers;
import org.xipline.console.report.ReplayReport;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every replay is told: who and why, where the mailboxes and the data are, how to report. */
final class ReplayOptions {
  @Mixin private AttributionOptions authorship = new AttributionOptions();
  @Mixin private MailboxOptions mailboxes = new MailboxOptions();
  @Mixin private PipelineOptions pipeline = new PipelineOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  /**
   * Who delivers, and where to.
   *
   * @param services there to be started
   */
  record Delivering(ServiceSet services, ReplayServers servers) {}

  /** Replays what is meant. */
  @FunctionalInterface
  interface Replay {
    ReplayResult run(
        LedgerReading reading, Delivering delivering, ProgressDisplay progress, Attribution author)
        throws IOException, InterruptedException;
  }

  /** Opens the ledger, replays, and reports what came of it. */
  ExitCode run(PipelineServices services, Terminal terminal, Replay replay)
      throws IOException, InterruptedException {
    Instant began = Instant.now();
    Attribution author = authorship.authorship();
    Delivery delivery = mailboxes.served(services, pipeline);
    delivery.requireContact();
    try (ProgressDisplay progress = ProgressDisplay.on(terminal);
        LedgerReading reading = LedgerReading.openToChange(pipeline, progress)) {
      var delivering =
          new Delivering(
              delivery.services(), MailboxOptions.replayed(delivery, reading.pipeline()));
      ReplayResult result = replay.run(reading, delivering, progress, author);
      progress.close();
      Duration took = Duration.between(began, Instant.now());
      print(terminal, new ReplayReport(result, reading.queries(), author, took));
      return ResultExitCode.of(result);
    }
  }

  private void print(Terminal terminal, ReplayReport report) {
    if (json) {
      report.printJson(terminal.out());
    } else {
      report.printText(terminal.out());
    }
  }
}
