package org.xipline.console.command;

import java.util.concurrent.Callable;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.cli.Terminal;
import org.xipline.console.cli.UsageException;
import org.xipline.console.cluster.ClusterSettings;
import org.xipline.console.report.TopicsReport;
import org.xipline.runtime.kafka.KafkaKeys;
import org.xipline.runtime.kafka.TopicPlan;
import org.xipline.runtime.settings.SettingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code xipline topics describe}: what an installation needs on the brokers. */
@Command(
    name = "describe",
    description = {
      "Shows the topics that the settings require, who writes and reads them, the groups, and"
          + " what",
      "the brokers need. It contacts no broker."
    })
final class TopicsDescribeCommand implements Callable<Integer> {
  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Option(names = "--commands", description = "Print the kafka-topics commands that create them.")
  private boolean commands;

  private final Terminal terminal;

  TopicsDescribeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (json && commands) {
      throw new UsageException("--json and --commands: give only one of them");
    }
    TopicPlan plan = plan();
    if (json) {
      TopicsReport.printJson(terminal.out(), plan);
    } else if (commands) {
      TopicsReport.printCommands(terminal.out(), plan);
    } else {
      TopicsReport.printText(terminal.out(), plan);
    }
    return ExitCode.DONE.code();
  }

  private TopicPlan plan() {
    try {
      return KafkaKeys.plan(ClusterSettings.ofTopics(settings.sources()));
    } catch (SettingsException e) {
      throw new UsageException("settings:\n" + e.getMessage());
    }
  }
}
