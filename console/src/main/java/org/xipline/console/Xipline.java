package org.xipline.console;

import org.xipline.console.command.CommandTree;
import org.xipline.console.command.Terminal;

/** The program. */
public final class Xipline {

  private Xipline() {}

  public static void main(String[] arguments) {
    Terminal terminal = Terminal.ofProcess();
    int code = new CommandTree(terminal, new EmbeddedServices()).run(arguments);
    terminal.out().flush();
    System.exit(code);
  }
}
