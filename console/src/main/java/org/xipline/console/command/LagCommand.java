package org.xipline.console.command;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.cli.Terminal;
import org.xipline.console.lag.ConsumerLag;
import org.xipline.console.lag.LagReading;
import org.xipline.console.pipeline.Pipeline;
import org.xipline.console.progress.ProgressDisplay;
import org.xipline.console.report.LagReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code xipline lag}: how far each group is behind, as the brokers know it. */
@Command(
    name = "lag",
    description = {
      "Shows the lag of each consumer group by partition, in records and as the age of the",
      "oldest record. It asks the brokers, so it works even if the services are down."
    })
final class LagCommand implements Callable<Integer> {
  @Mixin private PipelineOptions pipeline = new PipelineOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private final Terminal terminal;

  LagCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ProgressDisplay progress = ProgressDisplay.on(terminal);
        Pipeline open = pipeline.openUsed(progress)) {
      progress.close();
      LagReading reading =
          new ConsumerLag(open.clients(), pipeline.expectedGroups()).read(Instant.now());
      if (json) {
        LagReport.printJson(terminal.out(), reading);
      } else {
        LagReport.printText(terminal.out(), reading);
      }
      return ExitCode.DONE.code();
    }
  }
}
