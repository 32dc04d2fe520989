package org.xipline.console.lag;

import static java.util.stream.Collectors.toMap;
import static org.xipline.runtime.kafka.Answers.get;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the brokers how far topics reach. */
final class Extents {
  private static final Comparator<TopicPartition> BY_NAME =
      Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

  private final Admin admin;

  Extents(Admin admin) {
    this.admin = admin;
  }

  /** Of every partition of these topics, by topic and partition; of those that are there. */
  Map<TopicPartition, Extent> of(Collection<String> topics) {
    List<TopicPartition> partitions = partitions(topics);
    // In this order: whatever happens meanwhile, none is beyond the next.
    Map<TopicPartition, Long> begins =
        offsets(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, Long> stables =
        offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    Map<TopicPartition, Long> ends =
        offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    var extents = new TreeMap<TopicPartition, Extent>(BY_NAME);
    ends.forEach((partition, end) ->
        extents.put(
            partition,
            new Extent(
                begins.getOrDefault(partition, 0L), stables.getOrDefault(partition, end), end)));
    return extents;
  }

  private List<TopicPartition> partitions(Collection<String> topics) {
    return admin.describeTopics(topics).topicNameValues().values().stream()
        .flatMap(answer -> found(answer).stream())
        .flatMap(topic ->
            topic.partitions().stream().map(it -> new TopicPartition(topic.name(), it.partition())))
        .toList();
  }

  private static Optional<TopicDescription> found(KafkaFuture<TopicDescription> answer) {
    try {
      return Optional.of(get(answer));
    } catch (UnknownTopicOrPartitionException _) {
      return Optional.empty();
    }
  }

  private Map<TopicPartition, Long> offsets(
      List<TopicPartition> partitions, OffsetSpec which, IsolationLevel isolation) {
    Map<TopicPartition, OffsetSpec> wanted =
        partitions.stream().collect(toMap(it -> it, _ -> which));
    return get(admin.listOffsets(wanted, new ListOffsetsOptions(isolation)).all())
        .entrySet()
        .stream()
        .collect(toMap(Map.Entry::getKey, it -> it.getValue().offset()));
  }
}
