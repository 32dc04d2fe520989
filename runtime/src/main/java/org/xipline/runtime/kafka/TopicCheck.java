package org.xipline.runtime.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.xipline.schemas.topic.Topic;
import org.xipline.schemas.topic.Topic.Cleanup;

/** Says what of the topics on the brokers would break a promise. */
final class TopicCheck {

  private TopicCheck() {}

  /**
   * What is wrong, one sentence each, with what to do.
   *
   * @param found the topics that are there; one that is absent is no problem
   */
  static List<String> problems(Map<Topic<?>, FoundTopic> found) {
    var problems = new ArrayList<String>();
    found.forEach((topic, it) -> check(topic, it, problems));
    checkTogether(found, problems);
    return problems;
  }

  private static void check(Topic<?> topic, FoundTopic found, List<String> problems) {
    if (isReadAsTable(topic) && found.partitions() != topic.partitions()) {
      problems.add(
          "topic %s has %d partitions, but it is read as a table of %d: make it anew with %d"
              .formatted(topic.name(), found.partitions(), topic.partitions(), topic.partitions()));
    }
    boolean compacted = found.setting(TopicConfig.CLEANUP_POLICY_CONFIG).contains("compact");
    if (compacted != (topic.cleanup() == Cleanup.COMPACT)) {
      problems.add(
          wrong(topic, found, TopicConfig.CLEANUP_POLICY_CONFIG, TopicSetup.policy(topic)));
    }
    if (topic.cleanup() == Cleanup.DELETE && isShorter(found, topic)) {
      problems.add(
          wrong(topic, found, TopicConfig.RETENTION_MS_CONFIG, TopicSetup.retention(topic)));
    }
    if (number(found, TopicConfig.RETENTION_BYTES_CONFIG, -1) >= 0
        && topic.cleanup() == Cleanup.DELETE) {
      problems.add(wrong(topic, found, TopicConfig.RETENTION_BYTES_CONFIG, "-1"));
    }
    if (number(found, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, 0) < Topic.MAX_RECORD_BYTES) {
      problems.add(
          wrong(
              topic,
              found,
              TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
              String.valueOf(Topic.MAX_RECORD_BYTES)));
    }
  }

  /**
   * A mailbox's messages and its retries stay with one importer only while the counts are equal.
   */
  private static void checkTogether(Map<Topic<?>, FoundTopic> found, List<String> problems) {
    FoundTopic messages = found.get(Topic.MESSAGES);
    FoundTopic retries = found.get(Topic.MESSAGES_RETRY);
    if (messages != null && retries != null && messages.partitions() != retries.partitions()) {
      problems.add(
          "topic %s has %d partitions and %s has %d: they must have equally many; add to the one with fewer while no importer runs"
              .formatted(
                  Topic.MESSAGES.name(),
                  messages.partitions(),
                  Topic.MESSAGES_RETRY.name(),
                  retries.partitions()));
    }
  }

  /** Those that instances read on their own, partition by partition, and not as a group. */
  private static boolean isReadAsTable(Topic<?> topic) {
    return topic.cleanup() == Cleanup.COMPACT || topic.partitions() == 1;
  }

  private static boolean isShorter(FoundTopic found, Topic<?> topic) {
    long kept = number(found, TopicConfig.RETENTION_MS_CONFIG, -1);
    long wanted = topic.retention().map(Duration::toMillis).orElse(Long.MAX_VALUE);
    return kept >= 0 && kept < wanted;
  }

  private static long number(FoundTopic found, String name, long otherwise) {
    String text = found.setting(name);
    return text.isEmpty() ? otherwise : Long.parseLong(text);
  }

  private static String wrong(Topic<?> topic, FoundTopic found, String name, String wanted) {
    return "topic %s has %s=%s where %s is needed: kafka-configs.sh --alter --topic %s --add-config %s=%s"
        .formatted(topic.name(), name, found.setting(name), wanted, topic.name(), name, wanted);
  }
}
