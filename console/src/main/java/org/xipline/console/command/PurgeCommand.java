package org.xipline.console.command;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.cli.Terminal;
import org.xipline.console.cli.UsageException;
import org.xipline.console.progress.ProgressDisplay;
import org.xipline.console.purge.PurgeJob;
import org.xipline.console.purge.PurgedArchive;
import org.xipline.console.report.PurgeReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code xipline purge}: payloads that nobody needs any more. */
@Command(
    name = "purge",
    description = {
      "Removes staged payloads. An archive qualifies if it balances, all its held pairs are"
          + " dismissed,",
      "it is older than the retention time, and no legal hold protects it. Archives that",
      "were never accepted lose their payloads a day after they were last staged. The account",
      "stays. A later replay reports payload-expired, and import --restage stages the archive"
          + " again",
      "from its file."
    })
final class PurgeCommand implements Callable<Integer> {
  @Option(
      names = "--older-than",
      paramLabel = "DAYS",
      defaultValue = "30",
      description =
          "The retention time, in days since the archive was accepted (default:"
              + " ${DEFAULT-VALUE}).")
  private int days;

  @Option(names = "--dry-run", description = "Remove nothing, and print what would be removed.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Mixin private PipelineOptions pipeline = new PipelineOptions();

  private final Terminal terminal;

  PurgeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (days < 0) {
      throw new UsageException("--older-than must not be negative: " + days);
    }
    try (ProgressDisplay progress = ProgressDisplay.on(terminal);
        LedgerReading reading = opened(progress)) {
      List<PurgedArchive> archives = purge(reading);
      progress.close();
      print(terminal.out(), archives);
      return ExitCode.DONE.code();
    }
  }

  private LedgerReading opened(ProgressDisplay progress) throws IOException, InterruptedException {
    return dryRun
        ? LedgerReading.open(pipeline, progress)
        : LedgerReading.openToChange(pipeline, progress);
  }

  private List<PurgedArchive> purge(LedgerReading reading)
      throws IOException, InterruptedException {
    var job = new PurgeJob(reading.pipeline(), InstantSource.system());
    Duration retention = Duration.ofDays(days);
    return dryRun ? job.look(retention) : job.run(retention, System.getProperty("user.name", ""));
  }

  private void print(PrintStream out, List<PurgedArchive> archives) {
    if (json) {
      PurgeReport.printJson(out, archives, dryRun);
    } else {
      PurgeReport.printText(out, archives, dryRun);
    }
  }
}
