package org.xipline.console;

import org.xipline.console.command.CommandTree;
import org.xipline.console.command.Terminal;

/** The program. */
public final class Xipline {

  private Xipline() {}

  public static void main(String[] arguments) {
    Terminal terminal = Terminal.ofProcess();
    int code =
        new CommandTree(
                terminal,
                _ -> {
                  throw new IllegalArgumentException("the services are not wired yet");
                })
            .run(arguments);
    terminal.out().flush();
    System.exit(code);
  }
}
