package org.xipline.console.command;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** All the commands, and how they end when something is wrong. */
public final class CommandTree {
  private static final Logger LOGGER = LoggerFactory.getLogger(CommandTree.class);

  private final Terminal terminal;
  private final PipelineServices services;

  public CommandTree(Terminal terminal, PipelineServices services) {
    this.terminal = terminal;
    this.services = services;
  }

  /** Runs one command line, and returns the exit code. */
  public int run(String... arguments) {
    var tree = new CommandLine(new Root());
    tree.addSubcommand(new DemoCommand(services, terminal));
    tree.addSubcommand(new ImportCommand(services, terminal));
    tree.addSubcommand(new VerifyCommand(terminal));
    tree.addSubcommand(new ListCommand(terminal));
    tree.addSubcommand(new ExtractCommand(terminal));
    tree.addSubcommand(new PackCommand(terminal));
    tree.addSubcommand(new LogCommand(terminal));
    tree.addSubcommand(new ReplayCommand(services, terminal));
    tree.addSubcommand(new ReconcileCommand(services, terminal));
    tree.addSubcommand(
        new CommandLine(new MappingCommand()).addSubcommand(new MappingDryRunCommand(terminal)));
    tree.addSubcommand(
        new CommandLine(new DeadLettersCommand())
            .addSubcommand(new DeadLettersListCommand(terminal))
            .addSubcommand(new DeadLettersShowCommand(terminal))
            .addSubcommand(new DeadLettersReplayCommand(services, terminal))
            .addSubcommand(new DeadLettersDismissCommand(terminal)));
    return tree.setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(writer(terminal.out()))
        .setErr(writer(terminal.err()))
        .setParameterExceptionHandler(this::misused)
        .setExecutionExceptionHandler(this::failed)
        .execute(arguments);
  }

  @Command(
      name = "xipline",
      description = "Moves signed XIP archives into mailboxes, and proves that it did.",
      mixinStandardHelpOptions = true,
      scope = ScopeType.INHERIT,
      versionProvider = Version.class,
      synopsisSubcommandLabel = "COMMAND",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:all delivered (external participants aside) and balanced",
        "1:failure of the program or of what it runs on",
        "2:usage",
        "3:balanced, but something was dead-lettered or is held",
        "4:an archive was rejected"
      })
  private static final class Root implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
      if (spec != null) {
        throw new ParameterException(spec.commandLine(), "say which command");
      }
    }
  }

  private int misused(ParameterException e, String[] arguments) {
    return misused(e.getCommandLine(), String.valueOf(e.getMessage()));
  }

  private int misused(CommandLine command, String message) {
    String name = command.getCommandSpec().qualifiedName();
    terminal.err().printf("%s: %s (see %s --help)%n", name, message, name);
    return ExitCode.USAGE.code();
  }

  private int failed(Exception e, CommandLine command, ParseResult result) {
    if (e instanceof UsageException) {
      return misused(command, String.valueOf(e.getMessage()));
    }
    if (!ProcessEnd.isNear()) {
      LOGGER.atInfo().setCause(e).log("command failed");
      terminal
          .err()
          .printf("%s: %s%n", command.getCommandSpec().qualifiedName(), FailureText.of(e));
    }
    return ExitCode.FAILURE.code();
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
