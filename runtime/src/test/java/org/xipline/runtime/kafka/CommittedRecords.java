package org.xipline.runtime.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.xipline.schemas.topic.Topic;

/**
 * Reads a topic from its beginning to where it ends at this moment, committed records only. For
 * tests.
 */
public final class CommittedRecords {

  private CommittedRecords() {}

  /** The values of a topic, in order within each partition. */
  public static <V extends MessageLite> List<V> of(KafkaClients clients, Topic<V> topic) {
    var values = new ArrayList<V>();
    try (var consumer = clients.assignedConsumer()) {
      List<TopicPartition> partitions =
          IntStream.range(0, topic.partitions())
              .mapToObj(number -> new TopicPartition(topic.name(), number))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(it -> consumer.position(it.getKey()) < it.getValue())) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(record -> values.add(parse(topic, record.value())));
      }
    }
    return values;
  }

  private static <V extends MessageLite> V parse(Topic<V> topic, byte[] bytes) {
    try {
      return topic.parser().parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("not a record of " + topic.name(), e);
    }
  }
}
