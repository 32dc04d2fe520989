package org.xipline.console.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.xipline.console.cli.CommandRunner;
import org.xipline.console.cli.Terminal;
import org.xipline.console.cli.archive.ArchiveCommands;
import org.xipline.console.cluster.ClusterService;
import picocli.CommandLine;

/** All the commands. */
public final class CommandTree {
  private final Terminal terminal;
  private final PipelineServices services;

  public CommandTree(Terminal terminal, PipelineServices services) {
    this.terminal = terminal;
    this.services = services;
  }

  /** Runs one command line, and returns the exit code. */
  public int run(String... arguments) {
    return new CommandRunner(terminal, new PipelineFailures()).run(commands(), arguments);
  }

  private Map<String, Supplier<Object>> commands() {
    var commands = new LinkedHashMap<String, Supplier<Object>>();
    commands.put("demo", () -> new DemoCommand(services, terminal));
    commands.put("import", () -> new ImportCommand(services, terminal));
    commands.putAll(ArchiveCommands.all(terminal));
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
}
