package org.xipline.console.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.ArchiveFile;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.signature.VerificationPolicy;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.cli.Terminal;
import org.xipline.console.cli.archive.TrustOptions;
import org.xipline.console.demo.DeliveredMail;
import org.xipline.console.demo.SampleArchive;
import org.xipline.console.job.ImportJob;
import org.xipline.console.job.ImportOrder;
import org.xipline.console.job.JobResult;
import org.xipline.console.logging.LogFile;
import org.xipline.console.pipeline.DataDirectory;
import org.xipline.console.pipeline.DeliveringServices;
import org.xipline.console.pipeline.EmbeddedPipeline;
import org.xipline.console.progress.ProgressDisplay;
import org.xipline.console.report.ImportReport;
import org.xipline.importer.MailboxServers;
import org.xipline.ingest.rules.RulesSnapshot;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.record.MailboxPlace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code xipline demo}: the whole pipeline on a sample archive. It ends with 0 though some pairs
 * are held: that they are is what it shows.
 */
@Command(
    name = "demo",
    description = {
      "Creates a signed sample archive and runs the whole pipeline on it, on this machine only."
          + " Prints",
      "what was delivered where, and what is held and why."
    })
final class DemoCommand implements Callable<Integer> {
  private static final ConnectorName CONNECTOR = new ConnectorName("demo");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The directory for all data (default: a new temporary directory).")
  private @Nullable Path data;

  private final PipelineServices services;
  private final Terminal terminal;

  DemoCommand(PipelineServices services, Terminal terminal) {
    this.services = services;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Instant began = Instant.now();
    Path root = data == null ? Files.createTempDirectory("xipline-demo-") : data;
    var directory = new DataDirectory(Files.createDirectories(root));
    Path mail = directory.root().resolve("mail");
    try (ProgressDisplay progress = ProgressDisplay.on(terminal)) {
      progress.step("creating a signed sample archive");
      SampleArchive sample =
          SampleArchive.in(Files.createDirectories(directory.root().resolve("demo")));
      RulesSnapshot rules =
          UserOptions.withUsers(sample.users())
              .snapshot(
                  VerificationPolicy.trusting(TrustOptions.anchors(List.of(sample.authority()))));
      DeliveringServices delivering =
          services.deliveringTo(
              MailboxPlace.newBuilder()
                  .setLocation(MailboxServers.canonical("maildir:" + mail))
                  .build(),
              ArchiveLimits.DEFAULT);
      LogFile.open(directory.logFile());
      progress.step("starting");
      try (EmbeddedPipeline pipeline = EmbeddedPipeline.open(directory)) {
        String server = delivering.location();
        var order =
            new ImportOrder(
                CONNECTOR,
                rules.deliveredTo(server).storeIn(pipeline.payloads()),
                server,
                Optional.empty(),
                Optional.empty());
        JobResult result =
            new ImportJob(pipeline, order, _ -> true, delivering, progress, InstantSource.system())
                .run(List.of(ArchiveFile.read(sample.archive())));
        progress.close();
        DeliveredMail.print(terminal.out(), mail);
        terminal.out().println();
        new ImportReport(
                result, pipeline.ledger().queries(), Duration.between(began, Instant.now()))
            .printText(terminal.out());
        terminal.out().printf("All files are in %s%n", directory);
        return exitCode(result).code();
      }
    }
  }

  private static ExitCode exitCode(JobResult result) {
    ExitCode code = ResultExitCode.of(result);
    return code == ExitCode.HELD ? ExitCode.DONE : code;
  }
}
