package org.xipline.console.command;

import java.util.concurrent.Callable;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.cli.Terminal;
import org.xipline.console.connector.TermsOfService;
import picocli.CommandLine.Command;

/** {@code xipline connectors terms}: what is accepted with a connector. */
@Command(name = "terms", description = "Prints the terms of service.")
final class ConnectorsTermsCommand implements Callable<Integer> {
  private final Terminal terminal;

  ConnectorsTermsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.out().print(TermsOfService.text());
    terminal.out().flush();
    return ExitCode.DONE.code();
  }
}
