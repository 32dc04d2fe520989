package org.xipline.console.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xipline.runtime.broker.EmbeddedBrokerExtension;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.schemas.topic.Topic;

/** What whoever administers the brokers is given, and what is made of it. */
@ExtendWith(EmbeddedBrokerExtension.class)
class TopicsCommandsTest {

  @Test
  void shouldDescribeWithoutABroker() {
    // When
    CommandLineRun text =
        run("describe", "--set", "topics.prefix=emea.", "--set", "topics.partitions.messages=24");

    // Then
    assertThat(text.exitCode()).as(text.err()).isZero();
    assertThat(text.out())
        .containsPattern("emea.xip.messages +24 .* delete +2592000000 +1048576 +convert console")
        .containsPattern("emea.xip.messages.retry +24 ")
        .containsPattern("group emea.xip-import +of import +reads emea.xip.messages")
        .contains("transactional ids begin with emea.xipline-")
        .contains("offsets.retention.minutes at least 43200");
  }

  @Test
  void shouldDescribeAsJson() {
    CommandLineRun run = run("describe", "--json", "--set", "topics.replication-factor=3");

    assertThat(run.json().get("topics")).hasSize(Topic.all().size());
    assertThat(run.json().at("/topics/0/name").asString()).isEqualTo("xip.connectors");
    assertThat(run.json().at("/topics/0/config/min.insync.replicas").asString()).isEqualTo("2");
    assertThat(run.json().at("/topics/0/command").asString())
        .isEqualTo(
            "kafka-topics.sh --bootstrap-server \"$BROKERS\" --create --if-not-exists --topic"
                + " xip.connectors --partitions 1 --replication-factor 3 --config"
                + " cleanup.policy=compact --config max.message.bytes=1048576 --config"
                + " min.insync.replicas=2 --config retention.ms=-1");
    assertThat(run.json().at("/groups/3/name").asString()).isEqualTo("xip-import");
  }

  @Test
  void shouldPrintTheCommandsForWhoeverMayCreate() {
    CommandLineRun described = run("describe", "--commands");
    CommandLineRun dry = run("create", "--dry-run", "--set", "topics.prefix=");

    assertThat(described.out().lines().filter(it -> it.startsWith("kafka-topics.sh")))
        .hasSize(Topic.all().size());
    assertThat(dry.out()).isEqualTo(described.out());
  }

  @Test
  void shouldCreateWhatIsAbsentAndSayWhatIsWrongWithTheRest(KafkaConnection broker)
      throws Exception {
    // Given a topic that somebody has made wrong
    String prefix = "by-hand.";
    try (Admin admin = new KafkaClients(broker).admin()) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(prefix + Topic.OUTCOMES.name(), 4, (short) 1)
                      .configs(Map.of("retention.ms", "1000"))))
          .all()
          .get();
      await().until(() -> admin.listTopics().names().get().contains(prefix + "xip.outcomes"));
    }

    // When
    CommandLineRun created = create(broker, prefix);

    // Then
    assertThat(created.exitCode()).as(created.err()).isEqualTo(1);
    assertThat(created.out())
        .contains("created  by-hand.xip.messages.retry", "there    by-hand.xip.outcomes")
        .contains("breaking topic by-hand.xip.outcomes has retention.ms=1000, but -1 is required");
    // And a second time there is nothing to do
    assertThat(create(broker, prefix, "--json").json().get("created")).isEmpty();
  }

  @Test
  void shouldSayWhatIsMissing() {
    assertThat(run("create").exitCode()).isEqualTo(2);
    assertThat(run("create").err()).contains("--config");
    assertThat(run("describe", "--json", "--commands").exitCode()).isEqualTo(2);
    assertThat(run("describe", "--set", "topics.prefix=a b").exitCode()).isEqualTo(2);
    assertThat(
            run(
                    "describe",
                    "--set",
                    "topics.replication-factor=1",
                    "--set",
                    "topics.min-insync-replicas=2")
                .err())
        .contains("topics.min-insync-replicas");
  }

  private static CommandLineRun create(KafkaConnection broker, String prefix, String... more) {
    return run(
        Stream.of(
                Stream.of(
                    "create", "--set", "kafka.bootstrap.servers=" + broker.bootstrapServers()),
                Stream.of("--set", "topics.prefix=" + prefix),
                Stream.of(more))
            .flatMap(it -> it)
            .toArray(String[]::new));
  }

  private static CommandLineRun run(String... arguments) {
    return CommandLineRun.of(
        (_, _) -> {
          throw new IllegalStateException("no services here");
        },
        Stream.concat(Stream.of("topics"), Stream.of(arguments)).toArray(String[]::new));
  }
}
