package org.xipline.console.topic;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.schemas.topic.Topic;

/**
 * Reads a topic from its beginning to where it ended when it was asked, committed records only, one
 * at a time: memory does not grow with it. What cannot be decoded is logged and left out.
 *
 * @param <V> what the topic's records hold
 */
public final class TopicReading<V extends MessageLite> {
  private static final Logger LOGGER = LoggerFactory.getLogger(TopicReading.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaClients clients;
  private final Topic<V> topic;
  private final boolean waitsForTransactions;

  public TopicReading(KafkaClients clients, Topic<V> topic) {
    this(clients, topic, false);
  }

  private TopicReading(KafkaClients clients, Topic<V> topic, boolean waitsForTransactions) {
    this.clients = clients;
    this.topic = topic;
    this.waitsForTransactions = waitsForTransactions;
  }

  /**
   * The same, of all that is committed: an open transaction hides what others have committed behind
   * its first record, so its end is waited for.
   */
  public static <V extends MessageLite> TopicReading<V> ofAllCommitted(
      KafkaClients clients, Topic<V> topic) {
    return new TopicReading<>(clients, topic, true);
  }

  /** Where a record stands. */
  public record Place(int partition, long offset) {}

  /**
   * A record.
   *
   * @param at when it was written
   */
  public record Read<V>(Place place, Instant at, V value) {}

  /** Shows every record; those of a partition in their order, partitions in any. */
  public void forEach(java.util.function.Consumer<Read<V>> visitor) {
    try (var consumer = clients.assignedConsumer()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends =
          waitsForTransactions
              ? HighWatermarks.of(clients, partitions)
              : consumer.endOffsets(partitions);
      while (isBefore(ends, consumer)) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          decoded(record, topic).ifPresent(visitor);
        }
      }
    }
  }

  /** The partitions of a topic. */
  public static List<TopicPartition> partitions(Consumer<?, ?> consumer, Topic<?> topic) {
    return consumer.partitionsFor(topic.name()).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  private static boolean isBefore(
      Map<TopicPartition, Long> ends, Consumer<String, byte[]> consumer) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }

  /** The record's value; empty where it cannot be decoded, which is logged. */
  public static <V extends MessageLite> Optional<Read<V>> decoded(
      ConsumerRecord<String, byte[]> record, Topic<V> topic) {
    try {
      return Optional.of(
          new Read<>(
              new Place(record.partition(), record.offset()),
              Instant.ofEpochMilli(record.timestamp()),
              topic.parser().parseFrom(record.value())));
    } catch (InvalidProtocolBufferException e) {
      LOGGER
          .atWarn()
          .addKeyValue("topic", record.topic())
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .addKeyValue("error", String.valueOf(e.getMessage()))
          .log("record cannot be decoded");
      return Optional.empty();
    }
  }
}
