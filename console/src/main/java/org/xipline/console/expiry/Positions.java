package org.xipline.console.expiry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.xipline.console.topic.TopicReading.Place;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.NamePrefix;
import org.xipline.schemas.topic.ConsumerGroup;
import org.xipline.schemas.topic.Topic;

/**
 * How far the groups have come that convert and deliver, at one moment.
 *
 * @param committed by group and partition, both as they are on the brokers
 */
record Positions(NamePrefix prefix, Map<String, Map<TopicPartition, Long>> committed) {

  static Positions read(KafkaClients clients) {
    try (Admin admin = clients.admin()) {
      NamePrefix prefix = clients.prefix();
      var specs =
          groups(admin, name -> isOfInterest(prefix, name)).stream()
              .collect(
                  Collectors.toUnmodifiableMap(it -> it, _ -> new ListConsumerGroupOffsetsSpec()));
      var committed = new HashMap<String, Map<TopicPartition, Long>>();
      if (!specs.isEmpty()) {
        admin
            .listConsumerGroupOffsets(specs)
            .all()
            .get()
            .forEach((group, offsets) -> {
              var next = new HashMap<TopicPartition, Long>();
              offsets.forEach((partition, offset) -> {
                if (offset != null) {
                  next.put(partition, offset.offset());
                }
              });
              committed.put(group, next);
            });
      }
      return new Positions(prefix, committed);
    } catch (ExecutionException e) {
      throw new KafkaException("cannot read the progress of consumer groups", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while consumer groups were read", e);
    }
  }

  private static List<String> groups(Admin admin, Predicate<String> wanted)
      throws ExecutionException, InterruptedException {
    return admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get().stream()
        .map(group -> group.groupId())
        .filter(wanted)
        .toList();
  }

  private static boolean isOfInterest(NamePrefix prefix, String name) {
    return name.equals(prefix.on(ConsumerGroup.CONVERT.name()))
        || name.startsWith(prefix.on(ConsumerGroup.IMPORT.name()));
  }

  /** Whether a group has not read a record yet; one that has committed nothing reads all. */
  boolean isAhead(ConsumerGroup group, Topic<?> topic, Place place) {
    Map<TopicPartition, Long> offsets = committed.getOrDefault(prefix.on(group.name()), Map.of());
    Long next = offsets.get(new TopicPartition(prefix.on(topic.name()), place.partition()));
    return next == null || place.offset() >= next;
  }
}
