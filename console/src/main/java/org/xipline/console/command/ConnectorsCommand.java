package org.xipline.console.command;

import org.jspecify.annotations.Nullable;
import org.xipline.console.cli.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code xipline connectors}: where archives come from, and under which rules. */
@Command(
    name = "connectors",
    description = "Manages connectors: where archives come from, when, and under which rules.")
final class ConnectorsCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  /** As it stands in the tree. */
  static CommandLine tree(Terminal terminal) {
    var tree =
        new CommandLine(new ConnectorsCommand())
            .addSubcommand(new ConnectorsAddCommand(terminal))
            .addSubcommand(new ConnectorsListCommand(terminal))
            .addSubcommand(new ConnectorsShowCommand(terminal))
            .addSubcommand(new ConnectorsCheckCommand(terminal))
            .addSubcommand(new ConnectorsTermsCommand(terminal));
    for (ConnectorChange change : ConnectorChange.values()) {
      tree.addSubcommand(ConnectorsChangeCommand.of(change, terminal));
    }
    return tree;
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(
          spec.commandLine(),
          "a subcommand is missing: add, list, show, check, pause, resume, run, remove or terms");
    }
  }
}
