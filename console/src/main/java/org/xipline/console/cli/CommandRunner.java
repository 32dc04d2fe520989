package org.xipline.console.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs a command line, and says how it ends when something is wrong. */
public final class CommandRunner {
  private final Terminal terminal;
  private final KnownFailures failures;

  public CommandRunner(Terminal terminal, KnownFailures failures) {
    this.terminal = terminal;
    this.failures = failures;
  }

  /**
   * Runs one command line, and returns the exit code.
   *
   * @param commands by name, in the order of the help; made only where needed, as to know the
   *     options of all takes longer than most work
   */
  public int run(Map<String, Supplier<Object>> commands, String... arguments) {
    var tree = new CommandLine(root());
    called(commands, arguments).forEach((name, command) -> tree.addSubcommand(name, command.get()));
    return tree.setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(writer(terminal.out()))
        .setErr(writer(terminal.err()))
        .setParameterExceptionHandler(this::misused)
        .setExecutionExceptionHandler(this::failed)
        .execute(arguments);
  }

  /** Only the command that is called, where one is. */
  private static Map<String, Supplier<Object>> called(
      Map<String, Supplier<Object>> commands, String[] arguments) {
    return arguments.length > 0 && commands.containsKey(arguments[0])
        ? Map.of(arguments[0], commands.get(arguments[0]))
        : commands;
  }

  private static CommandSpec root() {
    Runnable alone =
        () -> {
          throw new UsageException("a command is missing");
        };
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(alone)
            .name("xipline")
            .versionProvider(new Version())
            .scopeType(ScopeType.INHERIT)
            .addOption(
                everywhere("-h", "--help")
                    .usageHelp(true)
                    .description("Show this help message and exit.")
                    .build())
            .addOption(
                everywhere("-V", "--version")
                    .versionHelp(true)
                    .description("Print version information and exit.")
                    .build());
    spec.usageMessage()
        .description("Moves signed XIP archives into mailboxes, and proves that it did.")
        .synopsisSubcommandLabel("COMMAND")
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(exitCodes());
    return spec;
  }

  private static Map<String, String> exitCodes() {
    var codes = new LinkedHashMap<String, String>();
    codes.put(
        "0",
        "Everything was delivered (except to external participants), and the numbers"
            + " balance.");
    codes.put("1", "The program or its infrastructure failed.");
    codes.put("2", "The command line is wrong.");
    codes.put("3", "The numbers balance, but some pairs were dead-lettered or are held.");
    codes.put("4", "An archive was rejected.");
    return codes;
  }

  private static OptionSpec.Builder everywhere(String shortName, String longName) {
    return OptionSpec.builder(shortName, longName).type(boolean.class).scopeType(ScopeType.INHERIT);
  }

  private int misused(ParameterException e, String[] arguments) {
    return misused(e.getCommandLine(), String.valueOf(moreTelling(e).getMessage()));
  }

  /**
   * Where something is missing, what nobody knows may be a slip for it: that is to be said first.
   */
  private static ParameterException moreTelling(ParameterException e) {
    List<String> unknown = e.getCommandLine().getUnmatchedArguments();
    return e instanceof MissingParameterException && !unknown.isEmpty()
        ? new UnmatchedArgumentException(e.getCommandLine(), unknown)
        : e;
  }

  private int misused(CommandLine command, String message) {
    String name = command.getCommandSpec().qualifiedName();
    terminal.err().printf("%s: %s (see %s --help)%n", name, message, name);
    return ExitCode.USAGE.code();
  }

  private int failed(Exception e, CommandLine command, ParseResult result) {
    if (e instanceof UsageException || failures.isMisuse(e)) {
      return misused(command, String.valueOf(e.getMessage()));
    }
    if (!ProcessEnd.isNear()) {
      failures.note(e);
      String text = new FailureText(failures::speaksForItself).of(e);
      terminal.err().printf("%s: %s%n", command.getCommandSpec().qualifiedName(), text);
    }
    return ExitCode.FAILURE.code();
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
