package org.xipline.console.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.cli.Terminal;
import org.xipline.console.pipeline.Pipeline;
import org.xipline.console.progress.ProgressDisplay;
import org.xipline.console.purge.LegalHolds;
import org.xipline.ingest.connector.Moments;
import org.xipline.schemas.record.LegalHold;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code xipline holds list}: all that are in force. */
@Command(name = "list", description = "Lists the legal holds that are in force.")
final class HoldsListCommand implements Callable<Integer> {
  @Mixin private PipelineOptions pipeline = new PipelineOptions();

  private final Terminal terminal;

  HoldsListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ProgressDisplay progress = ProgressDisplay.on(terminal);
        Pipeline open = pipeline.openUsed(progress);
        LegalHolds holds = new LegalHolds(open.clients())) {
      progress.close();
      for (LegalHold hold : holds.all()) {
        terminal
            .out()
            .printf(
                "%s  %s  placed by %s at %s: %s%n",
                hold.getConnector(),
                hold.getArchiveId().isEmpty() ? "all archives" : hold.getArchiveId(),
                hold.getPlacedBy(),
                Moments.instant(hold.getPlacedAt()),
                hold.getWhy());
      }
      terminal.out().flush();
      return ExitCode.DONE.code();
    }
  }
}
