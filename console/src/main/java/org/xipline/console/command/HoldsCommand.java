package org.xipline.console.command;

import org.jspecify.annotations.Nullable;
import org.xipline.console.cli.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code xipline holds}: what must not be purged. */
@Command(
    name = "holds",
    description = "Manages legal holds, which protect payloads from a" + " purge.")
final class HoldsCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  /** As it stands in the tree. */
  static CommandLine tree(Terminal terminal) {
    return new CommandLine(new HoldsCommand())
        .addSubcommand(HoldsChangeCommand.placing(terminal))
        .addSubcommand(HoldsChangeCommand.releasing(terminal))
        .addSubcommand(new HoldsListCommand(terminal));
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(
          spec.commandLine(), "a subcommand is missing: place, release" + " or list");
    }
  }
}
