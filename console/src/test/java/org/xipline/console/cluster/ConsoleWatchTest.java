package org.xipline.console.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.xipline.runtime.kafka.Answers.get;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.console.command.CommandLineRun;
import org.xipline.runtime.broker.EmbeddedBroker;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.process.ServiceProcess;
import org.xipline.runtime.settings.SettingsSources;
import org.xipline.schemas.topic.Topic;

/** A console at work, and what somebody does to the brokers meanwhile. */
class ConsoleWatchTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path directory;

  @Test
  @Timeout(180)
  void shouldDegradeWhenPartitionsAreAddedAtRunTime() throws Exception {
    try (var broker = EmbeddedBroker.start(directory.resolve("kafka"));
        Admin admin = new KafkaClients(KafkaConnection.to(broker.bootstrapServers())).admin()) {
      // Given a console that finds everything as it must be
      List<String> settings = settings(broker.bootstrapServers());
      assertThat(command(settings, "topics", "create").exitCode()).isZero();
      try (ServiceProcess console = console(settings)) {
        console.start();
        await().atMost(SOON).until(() -> console.health().startsWith("{\"state\":\"up\""));

        // When somebody adds partitions to messages and retries alike
        get(
            admin
                .createPartitions(
                    Map.of(
                        Topic.MESSAGES.name(), NewPartitions.increaseTo(12),
                        Topic.MESSAGES_RETRY.name(), NewPartitions.increaseTo(12)))
                .all());

        // Then the console says so by itself
        await()
            .atMost(SOON)
            .until(() ->
                console.health().startsWith("{\"state\":\"degraded\"")
                    && console.health().contains("xip.messages had 8 partitions and now has 12"));
        // And a command leaves no group of its own behind
        assertThat(command(settings, "status").exitCode()).isZero();
        assertThat(get(admin.listGroups().all()))
            .noneMatch(it -> it.groupId().contains("-reading-"));
      }
    }
  }

  private static CommandLineRun command(List<String> settings, String... words) {
    return CommandLineRun.of(
        (_, _) -> {
          throw new IllegalStateException("no services here");
        },
        Stream.concat(Stream.of(words), settings.stream().flatMap(it -> Stream.of("--set", it)))
            .toArray(String[]::new));
  }

  private static ServiceProcess console(List<String> settings) throws Exception {
    var sources =
        new SettingsSources(
            Optional.empty(),
            Map.of("XIPLINE_INSTANCE", "a"),
            Stream.concat(settings.stream(), Stream.of("endpoint.port=0", "console.look-every=1s"))
                .toList());
    return ClusterService.CONSOLE.process(ClusterSettings.of(ClusterService.CONSOLE, sources));
  }

  private List<String> settings(String bootstrap) {
    return List.of(
        "kafka.bootstrap.servers=" + bootstrap,
        "payloads.store=directory:" + directory.resolve("payloads"),
        "state.directory=" + directory.resolve("state"));
  }
}
