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

/** {@code xipline connectors show}: all that is known of one. */
@Command(
    name = "show",
    description = "Shows one connector: its rules, its runs, and who accepted the terms.")
final class ConnectorsShowCommand implements Callable<Integer> {
  @Mixin private ConnectorArgument connector = new ConnectorArgument();
  @Mixin private PipelineOptions pipeline = new PipelineOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private final Terminal terminal;

  ConnectorsShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ProgressDisplay progress = ProgressDisplay.on(terminal);
        Pipeline open = pipeline.join(progress)) {
      progress.close();
      ConnectorStanding found = connector.in(new ConnectorRegistry(open.clients()), Instant.now());
      if (json) {
        ConnectorReport.printJson(terminal.out(), List.of(found));
      } else {
        ConnectorReport.printDetails(terminal.out(), found);
      }
      return ExitCode.DONE.code();
    }
  }
}
