package org.xipline.console;

import org.xipline.console.cli.Terminal;
import org.xipline.console.command.CommandTree;

/** The program. */
public final class Xipline {

  private Xipline() {}

  public static void main(String[] arguments) {
    lookForLoggers();
    Terminal terminal = Terminal.ofProcess();
    int code = run(terminal, arguments);
    terminal.out().flush();
    System.exit(code);
  }

  /**
   * At the first certificate that the platform reads, it looks into every jar for somebody who
   * wants its log: done here beside reading the command line, as nearly every command needs it.
   */
  private static void lookForLoggers() {
    Thread.ofPlatform()
        .daemon()
        .name("platform-loggers")
        .start(() -> System.getLogger(Xipline.class.getName()));
  }

  /** Runs one command line, and returns the exit code. */
  public static int run(Terminal terminal, String... arguments) {
    return new CommandTree(terminal, new EmbeddedServices()).run(arguments);
  }
}
