package org.xipline.console.cli.archive;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.xipline.archive.pack.TimestampException;
import org.xipline.console.cli.CommandRunner;
import org.xipline.console.cli.KnownFailures;
import org.xipline.console.cli.Terminal;

/**
 * The commands that work on archives alone: a program of its own, which needs nothing of what the
 * services stand on.
 */
public final class ArchiveCommands {
  private static final KnownFailures FAILURES =
      new KnownFailures() {
        @Override
        public boolean speaksForItself(Throwable failure) {
          return failure instanceof TimestampException;
        }
      };

  private ArchiveCommands() {}

  public static void main(String[] arguments) {
    Terminal terminal = Terminal.ofProcess();
    int code = run(terminal, arguments);
    terminal.out().flush();
    System.exit(code);
  }

  /** Runs one command line, and returns the exit code. */
  public static int run(Terminal terminal, String... arguments) {
    return new CommandRunner(terminal, FAILURES).run(all(terminal), arguments);
  }

  /** By name, in the order of the help. */
  public static Map<String, Supplier<Object>> all(Terminal terminal) {
    var commands = new LinkedHashMap<String, Supplier<Object>>();
    commands.put("verify", () -> VerifyCommand.spec(terminal));
    commands.put("list", () -> ListCommand.spec(terminal));
    commands.put("extract", () -> ExtractCommand.spec(terminal));
    commands.put("pack", () -> new PackCommand(terminal));
    return commands;
  }
}
