package org.xipline.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xipline.schemas.topic.Topic;

class TopicCheckTest {
  private static final String RETENTION_FOR_GOOD = "-1";

  private final Map<Topic<?>, FoundTopic> found = new HashMap<>();

  @Test
  void shouldTakeWhatIsKeptLongerAndSplitFurther() {
    found.put(Topic.MESSAGES, deleted(32, RETENTION_FOR_GOOD));
    found.put(Topic.MESSAGES_RETRY, deleted(32, RETENTION_FOR_GOOD));
    found.put(Topic.OUTCOMES, deleted(12, RETENTION_FOR_GOOD));
    found.put(Topic.CONNECTORS, compacted(1));

    assertThat(TopicCheck.problems(found)).isEmpty();
  }

  @Test
  void shouldRefuseUnequalCountsOfMessagesAndRetries() {
    found.put(Topic.MESSAGES, deleted(16, RETENTION_FOR_GOOD));
    found.put(Topic.MESSAGES_RETRY, deleted(8, RETENTION_FOR_GOOD));

    assertThat(TopicCheck.problems(found))
        .singleElement()
        .asString()
        .startsWith("topic xip.messages has 16 partitions and xip.messages.retry has 8:");
  }

  @Test
  void shouldRefuseFactsThatWouldBeForgotten() {
    found.put(Topic.OUTCOMES, deleted(4, "604800000"));

    assertThat(TopicCheck.problems(found))
        .singleElement()
        .asString()
        .contains("topic xip.outcomes has retention.ms=604800000 where -1 is needed")
        .contains("--add-config retention.ms=-1");
  }

  @Test
  void shouldRefuseCompactionWhereEveryRecordCountsAndItsAbsenceWhereOneDoes() {
    found.put(Topic.DEAD_LETTERS, compacted(4));
    found.put(Topic.ARCHIVES, deleted(1, RETENTION_FOR_GOOD));

    assertThat(TopicCheck.problems(found))
        .hasSize(2)
        .anyMatch(it -> it.startsWith("topic xip.dead-letters has cleanup.policy=compact"))
        .anyMatch(it -> it.startsWith("topic xip.archives has cleanup.policy=delete"));
  }

  @Test
  void shouldRefuseAnotherCountOfPartitionsWhereATopicIsReadAsATable() {
    found.put(Topic.ARCHIVES, compacted(3));

    assertThat(TopicCheck.problems(found))
        .containsExactly(
            "topic xip.archives has 3 partitions, but it is read as a table of 1: make it anew with 1");
  }

  @Test
  void shouldRefuseTopicsThatForgetBySizeOrTakeNoLargeRecords() {
    var config = new HashMap<>(deleted(8, RETENTION_FOR_GOOD).config());
    config.put("retention.bytes", "1000");
    config.put("max.message.bytes", "1000");
    found.put(Topic.ENTRIES, new FoundTopic(8, config));

    assertThat(TopicCheck.problems(found))
        .hasSize(2)
        .anyMatch(it -> it.contains("retention.bytes=1000 where -1"))
        .anyMatch(it -> it.contains("max.message.bytes=1000 where 1048576"));
  }

  private static FoundTopic deleted(int partitions, String retention) {
    return new FoundTopic(
        partitions,
        Map.of(
            "cleanup.policy", "delete",
            "retention.ms", retention,
            "retention.bytes", "-1",
            "max.message.bytes", "1048588"));
  }

  private static FoundTopic compacted(int partitions) {
    return new FoundTopic(
        partitions,
        Map.of(
            "cleanup.policy", "compact",
            "retention.ms", RETENTION_FOR_GOOD,
            "max.message.bytes", "1048588"));
  }
}
