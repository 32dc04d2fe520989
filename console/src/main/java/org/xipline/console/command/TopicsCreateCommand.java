package org.xipline.console.command;

import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.cli.Terminal;
import org.xipline.console.cli.UsageException;
import org.xipline.console.cluster.ClusterSettings;
import org.xipline.console.report.TopicsReport;
import org.xipline.runtime.kafka.ClusterFinding;
import org.xipline.runtime.kafka.ClusterFinding.Weight;
import org.xipline.runtime.kafka.CreatedTopics;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaKeys;
import org.xipline.runtime.kafka.TopicPlan;
import org.xipline.runtime.kafka.TopicSetup;
import org.xipline.runtime.settings.Settings;
import org.xipline.runtime.settings.SettingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code xipline topics create}: makes the topics that are absent, and checks the others. */
@Command(
    name = "create",
    description = {
      "Creates missing topics according to the settings, and reports what is wrong with",
      "existing ones. Services do this by themselves if they have permission."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All topics exist.",
      "1:A topic would break a guarantee, or the brokers cannot" + " be reached."
    })
final class TopicsCreateCommand implements Callable<Integer> {
  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Option(
      names = "--dry-run",
      description = "Create nothing, and print the corresponding kafka-topics commands.")
  private boolean dryRun;

  private final Terminal terminal;

  TopicsCreateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Settings read = read();
    TopicPlan plan = KafkaKeys.plan(read);
    if (dryRun) {
      TopicsReport.printCommands(terminal.out(), plan);
      return ExitCode.DONE.code();
    }
    try (Admin admin = new KafkaClients(KafkaKeys.connection(read)).admin()) {
      CreatedTopics created = new TopicSetup(admin, plan).createAbsent();
      if (json) {
        TopicsReport.printCreatedJson(terminal.out(), created);
      } else {
        TopicsReport.printCreated(terminal.out(), plan, created);
      }
      return codeOf(created.findings()).code();
    }
  }

  private static ExitCode codeOf(List<ClusterFinding> findings) {
    return findings.stream().anyMatch(it -> it.weight() == Weight.BREAKING)
        ? ExitCode.FAILURE
        : ExitCode.DONE;
  }

  private Settings read() {
    if (!settings.areGiven()) {
      throw new UsageException("--config: name the settings of the cluster; see docs/settings.md");
    }
    try {
      return dryRun
          ? ClusterSettings.ofTopics(settings.sources())
          : ClusterSettings.ofBrokers(settings.sources());
    } catch (SettingsException e) {
      throw new UsageException("settings:\n" + e.getMessage());
    }
  }
}
