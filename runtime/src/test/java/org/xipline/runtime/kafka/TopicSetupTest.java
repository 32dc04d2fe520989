package org.xipline.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.xipline.runtime.kafka.Answers.get;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xipline.runtime.broker.EmbeddedBrokerExtension;
import org.xipline.schemas.topic.Role;
import org.xipline.schemas.topic.Topic;

/** On a real broker; each test has an installation of its own there. */
@ExtendWith(EmbeddedBrokerExtension.class)
class TopicSetupTest {
  private static int installations;

  private final NamePrefix prefix = new NamePrefix("i" + installations++ + "-");
  private final TopicPlan plan =
      new TopicPlan(
          prefix,
          Map.of(Topic.MESSAGES, 6, Topic.MESSAGES_RETRY, 6),
          Optional.of(1),
          Optional.empty());
  private Admin admin;
  private TopicSetup topics;

  @BeforeEach
  void open(KafkaConnection broker) {
    admin = new KafkaClients(broker.with(prefix)).admin();
    topics = new TopicSetup(admin, plan);
  }

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void shouldCreateAsChosenAndFindNothingWrong() {
    // When
    untilReady(Role.values());

    // Then
    FoundTopic messages = topics.search().find(Topic.MESSAGES).orElseThrow();
    assertThat(messages.partitions()).isEqualTo(6);
    assertThat(messages.copies()).isEqualTo(1);
    assertThat(messages.setting("min.insync.replicas")).isEqualTo("1");
    assertThat(topics.search().topics()).hasSize(Topic.all().size());
    assertThat(topics.look()).isEmpty();
  }

  @Test
  void shouldCreateForARoleWhatItUses() {
    untilReady(Role.CONVERT);

    assertThat(topics.search().topics().keySet())
        .isEqualTo(
            Set.of(
                Topic.CONNECTORS,
                Topic.ENTRIES,
                Topic.MESSAGES,
                Topic.DEAD_LETTERS,
                Topic.OUTCOMES));
  }

  @Test
  void shouldFindPartitionsThatWereAddedAtRunTime() {
    // Given an installation at work
    untilReady(Role.values());

    // When somebody adds partitions to one topic
    get(
        admin
            .createPartitions(Map.of(prefix.on(Topic.MESSAGES), NewPartitions.increaseTo(12)))
            .all());

    // Then it is found, by the next look
    await()
        .untilAsserted(() ->
            assertThat(topics.look())
                .extracting(ClusterFinding::subject)
                .containsExactlyInAnyOrder(
                    prefix.on(Topic.MESSAGES), prefix.on(Topic.MESSAGES_RETRY)));
    // And the importers do not start again, the others do
    assertThatThrownBy(() -> topics.ensure(Role.IMPORT))
        .isInstanceOf(TopicsUnsuitableException.class)
        .hasMessageContaining("has 12 partitions and " + prefix.on(Topic.MESSAGES_RETRY));
    assertThat(topics.ensure(Role.INGEST)).isTrue();
    assertThat(topics.ensure(Role.CONVERT)).isTrue();
    assertThat(topics.ensure(Role.CONSOLE)).isTrue();
  }

  @Test
  void shouldFindATopicThatIsGone() {
    untilReady(Role.values());

    get(admin.deleteTopics(List.of(prefix.on(Topic.HOLDS))).all());

    await()
        .untilAsserted(() ->
            assertThat(topics.look())
                .extracting(ClusterFinding::text)
                .containsExactly(
                    "topic %sxip.holds does not exist: xipline topics create"
                        .formatted(prefix.text())));
  }

  @Test
  void shouldGiveRetriesAsManyPartitionsAsSomebodyGaveTheMessages() {
    get(admin.createTopics(List.of(new NewTopic(prefix.on(Topic.MESSAGES), 3, (short) 1))).all());

    await().until(() -> topics.search().find(Topic.MESSAGES).isPresent());

    assertThat(topics.createAbsent().topics()).hasSize(Topic.all().size() - 1);

    await()
        .untilAsserted(() ->
            assertThat(topics.search().find(Topic.MESSAGES_RETRY))
                .map(FoundTopic::partitions)
                .hasValue(3));
  }

  private void untilReady(Role... roles) {
    await().until(() -> topics.ensure(roles));
  }
}
