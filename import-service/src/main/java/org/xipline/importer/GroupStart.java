package org.xipline.importer;

import static java.util.stream.Collectors.toMap;
import static org.xipline.runtime.kafka.Answers.get;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.NamePrefix;
import org.xipline.schemas.topic.ConsumerGroup;

/**
 * Gives a consumer group of importers its first offsets, before its first member reads.
 *
 * <p>Earlier versions delivered messages that name the service's own server by the group of
 * messages that name no server. The group that delivers them now goes on where that one stands:
 * what was delivered is neither looked up nor delivered again.
 */
final class GroupStart {
  private static final Logger LOGGER = LoggerFactory.getLogger(GroupStart.class);

  private GroupStart() {}

  /**
   * Commits the group's first offsets; leaves a group alone that has committed before, or has
   * members.
   *
   * @param group without the installation's prefix
   * @param predecessor whose offsets the group takes over; empty if it reads from the beginning
   * @throws KafkaException if the brokers do not answer
   */
  static void ensure(KafkaClients clients, String group, Optional<String> predecessor) {
    NamePrefix prefix = clients.prefix();
    try (Admin admin = clients.admin()) {
      List<String> topics = ConsumerGroup.IMPORT.topics().stream().map(prefix::on).toList();
      if (committed(admin, prefix.on(group), topics).isEmpty()) {
        Map<TopicPartition, OffsetAndMetadata> first = new HashMap<>(beginnings(admin, topics));
        predecessor.map(it -> committed(admin, prefix.on(it), topics)).ifPresent(first::putAll);
        get(admin.alterConsumerGroupOffsets(prefix.on(group), first).all());
      }
    } catch (GroupNotEmptyException | UnknownMemberIdException e) {
      // Another instance was faster, and its members are there.
      LOGGER.atDebug().addKeyValue("error", e).log("{} has members already", group);
    }
  }

  private static Map<TopicPartition, OffsetAndMetadata> committed(
      Admin admin, String group, List<String> topics) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    try {
      get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
          .forEach((partition, offset) -> {
            if (offset != null && topics.contains(partition.topic())) {
              offsets.put(partition, offset);
            }
          });
    } catch (GroupIdNotFoundException _) {
      // It has committed nothing.
    }
    return offsets;
  }

  private static Map<TopicPartition, OffsetAndMetadata> beginnings(
      Admin admin, List<String> names) {
    var topics = get(admin.describeTopics(names).allTopicNames()).values();
    Map<TopicPartition, OffsetSpec> wanted =
        topics.stream()
            .flatMap(topic ->
                IntStream.range(0, topic.partitions().size())
                    .mapToObj(it -> new TopicPartition(topic.name(), it)))
            .collect(toMap(it -> it, _ -> OffsetSpec.earliest()));
    return get(admin.listOffsets(wanted).all()).entrySet().stream()
        .collect(toMap(Map.Entry::getKey, it -> new OffsetAndMetadata(it.getValue().offset())));
  }
}
