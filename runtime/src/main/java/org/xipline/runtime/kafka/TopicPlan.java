package org.xipline.runtime.kafka;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.TimestampType;
import org.xipline.schemas.topic.Topic;
import org.xipline.schemas.topic.Topic.Cleanup;

/**
 * What the topics of an installation shall be.
 *
 * @param prefix of their names
 * @param partitions how many each is created with, and must have; a topic that is absent here is
 *     created as {@link Topic} says, and may have been created with another count
 * @param replicationFactor of every topic; empty for the brokers' default
 * @param minInsyncReplicas how many copies must have a record before it counts as written; empty
 *     for two, or one where there is one copy only
 */
public record TopicPlan(
    NamePrefix prefix,
    Map<Topic<?>, Integer> partitions,
    Optional<Integer> replicationFactor,
    Optional<Integer> minInsyncReplicas) {
  private static final int MORE_THAN_ONE = 2;

  public TopicPlan {
    partitions = Map.copyOf(partitions);
  }

  /** For a single broker that xipline has to itself. */
  public static TopicPlan ofOneBroker() {
    return new TopicPlan(NamePrefix.NONE, Map.of(), Optional.of(1), Optional.empty());
  }

  /** The same, for the installation whose names begin with this. */
  public TopicPlan with(NamePrefix installation) {
    return new TopicPlan(installation, partitions, replicationFactor, minInsyncReplicas);
  }

  /** All topics, in the order of {@link Topic#all}. */
  public List<WantedTopic> topics() {
    return Topic.all().stream().<WantedTopic>map(this::wanted).toList();
  }

  WantedTopic wanted(Topic<?> topic) {
    return new WantedTopic(
        topic,
        prefix.on(topic),
        partitionsOf(topic).orElse(topic.partitions()),
        replicationFactor,
        config(topic));
  }

  /** The count that somebody has chosen. */
  Optional<Integer> partitionsOf(Topic<?> topic) {
    return Optional.ofNullable(partitions.get(topic));
  }

  /**
   * How many copies must have a record of a topic.
   *
   * @param copies that there are
   */
  int leastInsync(int copies) {
    return minInsyncReplicas.orElse(Math.min(MORE_THAN_ONE, copies));
  }

  /** What a topic is created with; empty for the brokers' default. */
  Optional<Integer> minInsyncReplicasOfNew() {
    return minInsyncReplicas.or(() -> replicationFactor.map(this::leastInsync));
  }

  private Map<String, String> config(Topic<?> topic) {
    var config = new HashMap<String, String>();
    config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(Topic.MAX_RECORD_BYTES));
    config.put(TopicConfig.CLEANUP_POLICY_CONFIG, policy(topic));
    config.put(TopicConfig.RETENTION_MS_CONFIG, retention(topic));
    if (topic.hasTimesOfBrokers()) {
      config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TimestampType.LOG_APPEND_TIME.name);
    }
    minInsyncReplicasOfNew()
        .ifPresent(
            least -> config.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(least)));
    return config;
  }

  /** For how long the records are kept that groups must not miss; their offsets must outlast it. */
  public static Duration longestRetention() {
    return Topic.all().stream()
        .flatMap(topic -> topic.retention().stream())
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  static String policy(Topic<?> topic) {
    return topic.cleanup() == Cleanup.COMPACT
        ? TopicConfig.CLEANUP_POLICY_COMPACT
        : TopicConfig.CLEANUP_POLICY_DELETE;
  }

  static String retention(Topic<?> topic) {
    return topic.retention().map(Duration::toMillis).map(String::valueOf).orElse("-1");
  }
}
