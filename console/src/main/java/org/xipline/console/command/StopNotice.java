package org.xipline.console.command;

import org.xipline.console.cli.Terminal;

/** Says that the same command goes on, where the process is told to end before this is closed. */
final class StopNotice implements AutoCloseable {
  private final Thread hook;

  StopNotice(Terminal terminal, String command) {
    String lineBreak = terminal.interactive() ? System.lineSeparator() : "";
    this.hook =
        new Thread(
            () -> {
              terminal.err().println(lineBreak + command + ": stopped; the same command goes on");
              terminal.err().flush();
            },
            "xipline-stop-notice");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process is ending: the hook says so.
    }
  }
}
