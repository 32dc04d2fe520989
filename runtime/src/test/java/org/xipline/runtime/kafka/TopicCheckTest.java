package org.xipline.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xipline.runtime.kafka.ClusterFinding.Weight;
import org.xipline.schemas.topic.Role;
import org.xipline.schemas.topic.Topic;

class TopicCheckTest {
  private static final String RETENTION_FOR_GOOD = "-1";

  private final Map<Topic<?>, FoundTopic> found = new HashMap<>();
  private final Map<String, Integer> changelogs = new HashMap<>();
  private TopicPlan plan = TopicPlan.ofOneBroker();
  private int brokers = 1;

  @Test
  void shouldTakeWhatIsKeptLongerAndSplitFurther() {
    found.put(Topic.MESSAGES, deleted(32, RETENTION_FOR_GOOD));
    found.put(Topic.MESSAGES_RETRY, deleted(32, RETENTION_FOR_GOOD));
    found.put(Topic.OUTCOMES, deleted(12, RETENTION_FOR_GOOD));
    found.put(Topic.CONNECTORS, compacted(1));

    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldRefuseUnequalCountsOfMessagesAndRetriesToImportersAlone() {
    found.put(Topic.MESSAGES, deleted(16, RETENTION_FOR_GOOD));
    found.put(Topic.MESSAGES_RETRY, deleted(8, RETENTION_FOR_GOOD));

    assertThat(findings())
        .singleElement()
        .satisfies(it -> {
          assertThat(it.text())
              .startsWith("topic xip.messages has 16 partitions and xip.messages.retry has 8:");
          assertThat(it.stops(Role.IMPORT)).isTrue();
          assertThat(it.stops(Role.CONVERT)).isFalse();
          assertThat(it.stops(Role.INGEST)).isFalse();
          assertThat(it.stops(Role.CONSOLE)).isFalse();
        });
  }

  @Test
  void shouldReportAnotherCountThanTheOneThatWasChosen() {
    plan =
        new TopicPlan(
            new NamePrefix("a."),
            Map.of(Topic.MESSAGES, 8, Topic.MESSAGES_RETRY, 8),
            Optional.of(1),
            Optional.empty());
    found.put(Topic.MESSAGES, deleted(12, RETENTION_FOR_GOOD));
    found.put(Topic.MESSAGES_RETRY, deleted(12, RETENTION_FOR_GOOD));

    assertThat(findings())
        .hasSize(2)
        .allMatch(it -> it.weight() == Weight.WEAK)
        .extracting(ClusterFinding::text)
        .anyMatch(it ->
            it.startsWith(
                "topic a.xip.messages has 12 partitions, but topics.partitions.messages is 8:"));
  }

  @Test
  void shouldRefuseOutcomesThatWereSplitAfterTheirAccountsWereKept() {
    found.put(Topic.OUTCOMES, deleted(6, RETENTION_FOR_GOOD));
    changelogs.put("xipline-ledger-pairs-changelog", 4);

    assertThat(findings())
        .singleElement()
        .satisfies(it -> {
          assertThat(it.text())
              .startsWith("topic xip.outcomes has 6 partitions, but the accounts use 4");
          assertThat(it.stops(Role.CONSOLE)).isTrue();
        });
  }

  @Test
  void shouldRefuseFactsThatWouldBeForgotten() {
    found.put(Topic.OUTCOMES, deleted(4, "604800000"));

    assertThat(findings())
        .singleElement()
        .satisfies(it -> {
          assertThat(it.text())
              .contains("topic xip.outcomes has retention.ms=604800000, but -1 is required")
              .contains("--add-config retention.ms=-1");
          assertThat(it.stops(Role.CONSOLE)).isTrue();
        });
  }

  @Test
  void shouldRefuseCompactionWhereEveryRecordCountsAndItsAbsenceWhereOneDoes() {
    found.put(Topic.DEAD_LETTERS, compacted(4));
    found.put(Topic.ARCHIVES, deleted(1, RETENTION_FOR_GOOD));

    assertThat(findings())
        .hasSize(2)
        .extracting(ClusterFinding::text)
        .anyMatch(it -> it.startsWith("topic xip.dead-letters has cleanup.policy=compact"))
        .anyMatch(it -> it.startsWith("topic xip.archives has cleanup.policy=delete"));
  }

  @Test
  void shouldRefuseAnotherCountOfPartitionsWhereATopicIsReadAsATable() {
    found.put(Topic.ARCHIVES, compacted(3));

    assertThat(findings())
        .extracting(ClusterFinding::text)
        .containsExactly(
            "topic xip.archives has 3 partitions, but it is read as a table of 1: create it again with"
                + " 1");
  }

  @Test
  void shouldRefuseTopicsThatForgetBySizeOrTakeNoLargeRecords() {
    found.put(
        Topic.ENTRIES,
        changed(
            deleted(8, RETENTION_FOR_GOOD),
            Map.of("retention.bytes", "1000", "max.message.bytes", "1000")));

    assertThat(findings())
        .hasSize(2)
        .extracting(ClusterFinding::text)
        .anyMatch(it -> it.contains("retention.bytes=1000, but -1"))
        .anyMatch(it -> it.contains("max.message.bytes=1000, but 1048576"));
  }

  @Test
  void shouldReportRecordsThatOneBrokerAloneMayHold() {
    brokers = 3;
    plan = new TopicPlan(NamePrefix.NONE, Map.of(), Optional.of(3), Optional.empty());
    found.put(Topic.ENTRIES, new FoundTopic(8, 1, true, deleted(8, "-1").config()));
    found.put(Topic.DEAD_LETTERS, new FoundTopic(4, 3, true, deleted(4, "-1").config()));

    assertThat(findings())
        .allMatch(it -> it.weight() == Weight.WEAK)
        .extracting(ClusterFinding::text)
        .containsExactly(
            "topic xip.entries has 1 of 3 replicas: add replicas with kafka-reassign-partitions.sh",
            "topic xip.dead-letters has min.insync.replicas=1, but 2 is required: kafka-configs.sh"
                + " --alter --topic xip.dead-letters --add-config min.insync.replicas=2");
  }

  @Test
  void shouldReportASingleCopyWhereThereAreMoreBrokersThoughNobodyChoseACount() {
    brokers = 2;
    plan = new TopicPlan(NamePrefix.NONE, Map.of(), Optional.empty(), Optional.empty());
    found.put(Topic.ENTRIES, deleted(8, RETENTION_FOR_GOOD));

    assertThat(findings())
        .extracting(ClusterFinding::text)
        .singleElement()
        .asString()
        .startsWith("topic xip.entries has 1 of 2 replicas");
  }

  @Test
  void shouldRefuseATopicThatNobodyCanWriteTo() {
    found.put(
        Topic.ENTRIES, changed(deleted(8, RETENTION_FOR_GOOD), Map.of("min.insync.replicas", "2")));

    assertThat(findings())
        .singleElement()
        .matches(it -> it.stops(Role.CONVERT))
        .extracting(ClusterFinding::text)
        .asString()
        .startsWith("topic xip.entries has min.insync.replicas=2, but 1 is required");
  }

  private List<ClusterFinding> findings() {
    return TopicCheck.findings(plan, new FoundTopics(found, changelogs, brokers));
  }

  private static FoundTopic changed(FoundTopic topic, Map<String, String> changes) {
    var config = new HashMap<>(topic.config());
    config.putAll(changes);
    return new FoundTopic(topic.partitions(), topic.copies(), topic.led(), config);
  }

  private static FoundTopic deleted(int partitions, String retention) {
    return new FoundTopic(
        partitions,
        1,
        true,
        Map.of(
            "cleanup.policy", "delete",
            "retention.ms", retention,
            "retention.bytes", "-1",
            "min.insync.replicas", "1",
            "max.message.bytes", "1048588"));
  }

  private static FoundTopic compacted(int partitions) {
    return new FoundTopic(
        partitions,
        1,
        true,
        Map.of(
            "cleanup.policy", "compact",
            "retention.ms", RETENTION_FOR_GOOD,
            "min.insync.replicas", "1",
            "max.message.bytes", "1048588"));
  }
}
