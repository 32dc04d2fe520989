package org.xipline.console.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code xipline topics}: what they are, and what goes through. */
@Command(name = "topics", description = "Describes topics, shows their records, and creates them.")
final class TopicsCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(
          spec.commandLine(), "a subcommand is missing: describe," + " create or tail");
    }
  }
}
