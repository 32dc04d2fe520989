package org.xipline.console.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.xipline.archive.ArchiveFile;
import org.xipline.console.cli.ByteSize;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.cli.Terminal;
import org.xipline.console.cli.UsageException;
import org.xipline.console.cli.archive.ArchiveOptions;
import org.xipline.console.cli.archive.LimitOptions;
import org.xipline.console.cli.archive.TrustOptions;
import org.xipline.console.connector.ConnectorRegistry;
import org.xipline.console.deadletter.Attribution;
import org.xipline.console.job.EarlierCopies;
import org.xipline.console.job.ImportJob;
import org.xipline.console.job.ImportOrder;
import org.xipline.console.job.JobResult;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.pipeline.Pipeline;
import org.xipline.console.progress.ProgressDisplay;
import org.xipline.console.reconcile.DeliveredCopies;
import org.xipline.console.replay.ExpiredReplay;
import org.xipline.console.report.ImportReport;
import org.xipline.console.resumption.Resumption;
import org.xipline.importer.MailboxServers;
import org.xipline.ingest.rules.RulesSnapshot;
import org.xipline.ingest.rules.RulesSource;
import org.xipline.runtime.payload.PayloadMissingException;
import org.xipline.schemas.identity.ConnectorName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code xipline import}: archives into mailboxes, once: with everything in this process, or by a
 * cluster.
 */
@Command(
    name = "import",
    description = {
      "Imports signed archives into mailboxes, and ends when every pair of item and participant",
      "has its final outcome. If an import is interrupted, run the same command again: it"
          + " continues, into",
      "the mailboxes that it named. Nothing is delivered to other mailboxes (exit code 2).",
      "With --restage, the command stages payloads again that a purge removed.",
      "Without --domain, the accepted domains are those of the mailboxes in --users."
    })
public final class ImportCommand implements Callable<Integer> {
  private static final String NAME = "xipline import";
  private static final Duration CATCH_UP = Duration.ofMinutes(30);

  @Parameters(arity = "1..*", paramLabel = "ARCHIVE", description = "Signed XIP archives.")
  private List<Path> archives = List.of();

  private final TrustOptions trust = new TrustOptions();
  @Mixin private final CommandSpec trustSpec = trust.spec();
  @Mixin private UserOptions users = new UserOptions();
  @Mixin private MailboxOptions mailboxes = new MailboxOptions();

  @Option(
      names = "--limit",
      paramLabel = "SIZE",
      defaultValue = "10MiB",
      converter = ByteSize.class,
      description = "Larger items and attachments are dead-lettered (default: ${DEFAULT-VALUE}).")
  private long limitBytes = RulesSource.DEFAULT_LIMIT_BYTES;

  @Option(
      names = "--connector",
      paramLabel = "NAME",
      defaultValue = "import",
      description =
          "The connector under which the archives appear in the ledger (default:"
              + " ${DEFAULT-VALUE}).")
  private String connector = "import";

  private final LimitOptions archiveLimits = new LimitOptions();
  @Mixin private final CommandSpec archiveLimitSpec = archiveLimits.spec();

  @Mixin private PipelineOptions pipelines = new PipelineOptions();
  @Mixin private WaitOption wait = new WaitOption();
  @Mixin private RestageOptions restage = new RestageOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private final PipelineServices services;
  private final Terminal terminal;
  private final InstantSource clock = InstantSource.system();

  public ImportCommand(PipelineServices services, Terminal terminal) {
    this.services = services;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Instant began = clock.instant();
    ConnectorName name = connectorName();
    Optional<Attribution> restaging = restage.authorship();
    RulesSnapshot snapshot = users.snapshot(trust.policy(), limitBytes);
    Delivery delivery = mailboxes.importing(services, pipelines, archiveLimits.limits());
    archives.forEach(ArchiveOptions::requireFile);
    delivery.requireContact();
    try (ProgressDisplay progress = ProgressDisplay.on(terminal);
        var _ = new StopNotice(terminal, NAME)) {
      progress.step("starting");
      try (Pipeline pipeline = pipelines.open(progress)) {
        progress.step("reading " + archives.size() + " archives");
        List<ArchiveFile> files = read(archives);
        String server = pipelines.isCluster() ? ofConnector(name, pipeline) : delivery.location();
        var order =
            new ImportOrder(
                name,
                snapshot.deliveredTo(server).storeIn(pipeline.payloads()),
                MailboxServers.canonical(server),
                restaging,
                wait.deadline(began));
        if (restaging.isPresent()) {
          requireImported(name, files, pipeline);
        }
        goOn(name, files, pipeline, progress);
        JobResult result =
            new ImportJob(
                    pipeline,
                    order,
                    earlierCopies(delivery, pipeline),
                    delivery.services(),
                    progress,
                    clock)
                .run(files);
        progress.close();
        print(
            new ImportReport(
                result, pipeline.ledger().queries(), Duration.between(began, clock.instant())));
        return ended(result).code();
      }
    }
  }

  /** A name that is misspelt must not become an import of everything under another connector. */
  private static void requireImported(
      ConnectorName connector, List<ArchiveFile> files, Pipeline pipeline)
      throws InterruptedException {
    pipeline.ledger().awaitCaughtUp(CATCH_UP);
    for (ArchiveFile file : files) {
      boolean isKnown =
          pipeline
              .ledger()
              .queries()
              .find(new ArchiveKey(connector, file.archiveId()))
              .flatMap(ArchiveAccount::acceptance)
              .isPresent();
      if (!isKnown) {
        throw new UsageException(
            ("--restage: connector %s has not imported %s; omit --restage and --why to import it,"
                    + " or name the connector that imported it with --connector")
                .formatted(connector.value(), file.named()));
      }
    }
  }

  /** With what was interrupted, and with pairs that wait for records that are gone. */
  private void goOn(
      ConnectorName name, List<ArchiveFile> files, Pipeline pipeline, ProgressDisplay progress)
      throws IOException, InterruptedException {
    var _ = Resumption.run(pipeline, clock, progress::note);
    List<ArchiveKey> archives =
        files.stream().map(file -> new ArchiveKey(name, file.archiveId())).distinct().toList();
    try {
      long gone =
          new ExpiredReplay(pipeline, clock).run(archives, System.getProperty("user.name", ""));
      if (gone > 0) {
        progress.note(
            ("%,d pairs are processed again from the manifest, because their records have"
                    + " expired")
                .formatted(gone));
      }
    } catch (PayloadMissingException e) {
      if (restage.authorship().isEmpty()) {
        throw e;
      }
      progress.note(String.valueOf(e.getMessage()));
    }
  }

  private static EarlierCopies earlierCopies(Delivery delivery, Pipeline pipeline) {
    return account ->
        delivery
            .here()
            .map(here ->
                DeliveredCopies.areIn(here.mailboxes(), pipeline.ledger().queries(), account.key()))
            .orElse(true);
  }

  private ExitCode ended(JobResult result) {
    if (result.isInProgress()) {
      terminal
          .err()
          .printf(
              "%s: the time to wait is over, and %,d of %,d pairs have no outcome yet; the same"
                  + " command goes on%n",
              NAME, result.totals().pending(), result.totals().expected());
    }
    return ResultExitCode.of(result);
  }

  /** In a cluster the server is that of the connector, if there is one of this name. */
  private static String ofConnector(ConnectorName name, Pipeline pipeline) {
    return new ConnectorRegistry(pipeline.clients())
        .find(name.value(), Instant.now())
        .map(it -> it.connector().getMailboxes().getLocation())
        .orElse("");
  }

  private void print(ImportReport report) {
    if (json) {
      report.printJson(terminal.out());
    } else {
      report.printText(terminal.out());
    }
  }

  private ConnectorName connectorName() {
    try {
      return new ConnectorName(connector);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--connector: " + e.getMessage());
    }
  }

  private static List<ArchiveFile> read(List<Path> archives) throws IOException {
    var files = new ArrayList<ArchiveFile>();
    for (Path archive : archives) {
      files.add(ArchiveFile.read(archive));
    }
    return files;
  }
}
