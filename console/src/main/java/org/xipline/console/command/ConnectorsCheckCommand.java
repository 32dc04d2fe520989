package org.xipline.console.command;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.cli.Terminal;
import org.xipline.console.connector.CheckResult;
import org.xipline.console.connector.ConnectorCheck;
import org.xipline.console.connector.ConnectorRegistry;
import org.xipline.console.connector.ConnectorStanding;
import org.xipline.console.pipeline.Pipeline;
import org.xipline.console.progress.ProgressDisplay;
import org.xipline.console.report.ConnectorReport;
import org.xipline.schemas.record.Connector;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code xipline connectors check}: would it work? */
@Command(
    name = "check",
    description = {
      "Tests everything that a connector needs, and reports all problems at once: the drop (by",
      "writing, moving and removing a file), trust anchors, users and mapping, the mailbox"
          + " server, and a",
      "log-in to every mailbox that the users or the mapping name. This creates the folder XIP."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The connector would work.",
      "1:The check could not be performed.",
      "3:Something must be" + " corrected."
    })
final class ConnectorsCheckCommand implements Callable<Integer> {
  @Mixin private ConnectorArgument connector = new ConnectorArgument();
  @Mixin private PipelineOptions pipeline = new PipelineOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private final Terminal terminal;

  ConnectorsCheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ProgressDisplay progress = ProgressDisplay.on(terminal)) {
      List<ConnectorStanding> all = all(progress);
      Connector found = connector.among(all).connector();
      progress.step("checking what " + found.getName() + " needs");
      List<CheckResult> findings =
          new ConnectorCheck(System.getenv(), pipeline.mailboxes(), Instant.now())
              .of(found, all.stream().map(ConnectorStanding::connector).toList());
      progress.close();
      if (json) {
        ConnectorReport.printCheckJson(terminal.out(), found.getName(), findings);
      } else {
        ConnectorReport.printCheckText(terminal.out(), findings);
      }
      boolean bad = findings.stream().anyMatch(it -> it.verdict() == CheckResult.Verdict.BAD);
      return (bad ? ExitCode.HELD : ExitCode.DONE).code();
    }
  }

  private List<ConnectorStanding> all(ProgressDisplay progress)
      throws IOException, InterruptedException {
    try (Pipeline open = pipeline.join(progress)) {
      return new ConnectorRegistry(open.clients()).all(Instant.now());
    }
  }
}
