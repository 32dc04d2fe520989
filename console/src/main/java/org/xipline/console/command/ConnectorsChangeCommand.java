package org.xipline.console.command;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.cli.Terminal;
import org.xipline.console.connector.ConnectorRegistry;
import org.xipline.console.pipeline.Pipeline;
import org.xipline.console.progress.ProgressDisplay;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code xipline connectors pause}, {@code resume}, {@code run} and {@code remove}. */
@Command(description = "Changes a connector.")
final class ConnectorsChangeCommand implements Callable<Integer> {
  @Mixin private ConnectorArgument connector = new ConnectorArgument();
  @Mixin private PipelineOptions pipeline = new PipelineOptions();

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "The person who changes it (default: ${DEFAULT-VALUE}).")
  private String by = "";

  private final ConnectorChange change;
  private final Terminal terminal;

  private ConnectorsChangeCommand(ConnectorChange change, Terminal terminal) {
    this.change = change;
    this.terminal = terminal;
  }

  /** As it stands in the tree. */
  static CommandLine of(ConnectorChange change, Terminal terminal) {
    var line = new CommandLine(new ConnectorsChangeCommand(change, terminal));
    line.getCommandSpec().name(change.command()).usageMessage().description(change.description());
    return line;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Instant now = Instant.now();
    try (ProgressDisplay progress = ProgressDisplay.on(terminal);
        Pipeline open = pipeline.join(progress)) {
      progress.close();
      new ConnectorRegistry(open.clients())
          .edit(now, all -> List.of(change.of(connector.among(all).connector(), by, now)));
      terminal.out().printf("connector %s %s%n", connector.name(), change.done());
      return ExitCode.DONE.code();
    }
  }
}
