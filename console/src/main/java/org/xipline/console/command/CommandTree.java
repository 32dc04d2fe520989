package org.xipline.console.command;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.console.cluster.ClusterService;
import org.xipline.console.replay.OtherMailboxesException;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** All the commands, and how they end when something is wrong. */
public final class CommandTree {
  private final Terminal terminal;
  private final PipelineServices services;

  public CommandTree(Terminal terminal, PipelineServices services) {
    this.terminal = terminal;
    this.services = services;
  }

  /** Runs one command line, and returns the exit code. */
  public int run(String... arguments) {
    var tree = new CommandLine(root());
    commandsFor(arguments).forEach((name, command) -> tree.addSubcommand(name, command.get()));
    return tree.setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(writer(terminal.out()))
        .setErr(writer(terminal.err()))
        .setParameterExceptionHandler(this::misused)
        .setExecutionExceptionHandler(this::failed)
        .execute(arguments);
  }

  /**
   * Only the command that is called, where one is: to know the others' options takes longer than
   * most work.
   */
  private Map<String, Supplier<Object>> commandsFor(String[] arguments) {
    Map<String, Supplier<Object>> all = commands();
    if (arguments.length > 0 && all.containsKey(arguments[0])) {
      return Map.of(arguments[0], all.get(arguments[0]));
    }
    return all;
  }

  private Map<String, Supplier<Object>> commands() {
    var commands = new LinkedHashMap<String, Supplier<Object>>();
    commands.put("demo", () -> new DemoCommand(services, terminal));
    commands.put("import", () -> new ImportCommand(services, terminal));
    commands.put("verify", () -> VerifyCommand.spec(terminal));
    commands.put("list", () -> ListCommand.spec(terminal));
    commands.put("extract", () -> ExtractCommand.spec(terminal));
    commands.put("pack", () -> new PackCommand(terminal));
    commands.put("log", () -> new LogCommand(terminal));
    commands.put("replay", () -> new ReplayCommand(services, terminal));
    commands.put("reconcile", () -> new ReconcileCommand(services, terminal));
    commands.put("mapping", this::mapping);
    commands.put("dead-letters", this::deadLetters);
    commands.put("connectors", () -> ConnectorsCommand.tree(terminal));
    commands.put("standalone", StandaloneCommand::new);
    commands.put("status", () -> new StatusCommand(terminal));
    commands.put("lag", () -> new LagCommand(terminal));
    commands.put("topics", this::topics);
    commands.put("purge", () -> new PurgeCommand(terminal));
    commands.put("holds", () -> HoldsCommand.tree(terminal));
    for (ClusterService service : ClusterService.values()) {
      commands.put(service.command(), () -> ServiceCommand.of(service));
    }
    return commands;
  }

  private CommandLine mapping() {
    return new CommandLine(new MappingCommand()).addSubcommand(new MappingDryRunCommand(terminal));
  }

  private CommandLine topics() {
    return new CommandLine(new TopicsCommand())
        .addSubcommand(new TopicsTailCommand(terminal))
        .addSubcommand(new TopicsDescribeCommand(terminal))
        .addSubcommand(new TopicsCreateCommand(terminal));
  }

  private CommandLine deadLetters() {
    return new CommandLine(new DeadLettersCommand())
        .addSubcommand(new DeadLettersListCommand(terminal))
        .addSubcommand(new DeadLettersShowCommand(terminal))
        .addSubcommand(new DeadLettersReplayCommand(services, terminal))
        .addSubcommand(new DeadLettersDismissCommand(terminal));
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
    if (e instanceof UsageException || e instanceof OtherMailboxesException) {
      return misused(command, String.valueOf(e.getMessage()));
    }
    if (!ProcessEnd.isNear()) {
      Logger logger = LoggerFactory.getLogger(CommandTree.class);
      logger.atInfo().setCause(e).log("command failed");
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
