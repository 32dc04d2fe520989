package org.xipline.console.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code xipline dead-letters}: what was set aside, and what to do about it. */
@Command(name = "dead-letters", description = "Shows, replays or dismisses dead letters.")
final class DeadLettersCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(
          spec.commandLine(), "a subcommand is missing: list, show," + " replay or dismiss");
    }
  }
}
