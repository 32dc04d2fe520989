package org.xipline.console.command;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.cli.Terminal;
import org.xipline.console.connector.ConnectorRegistry;
import org.xipline.console.connector.ConnectorStanding;
import org.xipline.console.pipeline.Pipeline;
import org.xipline.console.progress.ProgressDisplay;
import org.xipline.console.report.ConnectorReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code xipline connectors list}: all of them, and how each stands. */
@Command(name = "list", description = "Lists the connectors with their last and next run.")
final class ConnectorsListCommand implements Callable<Integer> {
  @Mixin private PipelineOptions pipeline = new PipelineOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private final Terminal terminal;

  ConnectorsListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ProgressDisplay progress = ProgressDisplay.on(terminal);
        Pipeline open = pipeline.join(progress)) {
      progress.close();
      List<ConnectorStanding> all = new ConnectorRegistry(open.clients()).all(Instant.now());
      if (json) {
        ConnectorReport.printJson(terminal.out(), all);
      } else {
        ConnectorReport.printText(terminal.out(), all);
      }
      return ExitCode.DONE.code();
    }
  }
}
