package org.xipline.console.topic;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.schemas.topic.Topic;

/** Shows a topic's records as they are, from some point on. For one thread. */
public final class TopicTail {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaClients clients;
  private final Topic<?> topic;

  public TopicTail(KafkaClients clients, Topic<?> topic) {
    this.clients = clients;
    this.topic = topic;
  }

  /** Where it begins. */
  public sealed interface From {
    /** With the first record that there is. */
    record Beginning() implements From {}

    /** With the next one. */
    record End() implements From {}

    /** With the first one that was written at this time or later. */
    record Time(Instant time) implements From {}
  }

  /** Takes a record, and says whether it wants another. */
  @FunctionalInterface
  public interface Visitor {
    boolean visit(ConsumerRecord<String, byte[]> record);
  }

  /**
   * Shows records, those of a partition in their order, to where the topic ended when it was asked.
   *
   * @param follow asked now and then: whether to go on beyond that end
   */
  public void show(From from, BooleanSupplier follow, Visitor visitor) {
    try (var consumer = clients.assignedConsumer()) {
      List<TopicPartition> partitions = TopicReading.partitions(consumer, topic);
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      seek(consumer, from, ends);
      while (isBefore(ends, consumer) || follow.getAsBoolean()) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          if (!visitor.visit(record)) {
            return;
          }
        }
      }
    }
  }

  private static void seek(
      Consumer<String, byte[]> consumer, From from, Map<TopicPartition, Long> ends) {
    switch (from) {
      case From.Beginning() -> consumer.seekToBeginning(ends.keySet());
      case From.End() -> ends.forEach(consumer::seek);
      case From.Time(var time) -> {
        Map<TopicPartition, Long> times =
            ends.keySet().stream().collect(Collectors.toMap(it -> it, _ -> time.toEpochMilli()));
        var found = consumer.offsetsForTimes(times);
        ends.forEach((partition, end) -> {
          var at = found.get(partition);
          consumer.seek(partition, at == null ? end : at.offset());
        });
      }
    }
  }

  private static boolean isBefore(
      Map<TopicPartition, Long> ends, Consumer<String, byte[]> consumer) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }
}
