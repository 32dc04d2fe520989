package org.xipline.runtime.kafka;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.schemas.topic.Topic;

/**
 * Reads a small topic from its beginning, and on from there each time that it is asked to. Belongs
 * to no group. For one thread.
 *
 * @param <V> what the topic's records hold
 */
public final class TopicReader<V extends MessageLite> implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(TopicReader.class);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Topic<V> topic;
  private final Consumer<String, byte[]> consumer;

  public TopicReader(KafkaClients clients, Topic<V> topic) {
    this(clients.assignedConsumer(), topic);
  }

  /**
   * Reads with a consumer of the caller's.
   *
   * @param consumer without a group; closed by this reader
   */
  public TopicReader(Consumer<String, byte[]> consumer, Topic<V> topic) {
    this.topic = topic;
    this.consumer = consumer;
  }

  /**
   * Reads on to what was committed by now.
   *
   * @param sink takes each record in the order of its partition; one that cannot be decoded is
   *     logged and left out
   */
  public void readOn(java.util.function.Consumer<TopicRecord<V>> sink) {
    takeInNewPartitions();
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer.poll(POLL).forEach(record -> decoded(record).ifPresent(sink));
    }
  }

  /** Whoever created the topic chose how many partitions it has, and may have added some. */
  private void takeInNewPartitions() {
    Set<TopicPartition> there =
        consumer.partitionsFor(topic.name()).stream()
            .map(it -> new TopicPartition(topic.name(), it.partition()))
            .collect(toUnmodifiableSet());
    Set<TopicPartition> added = new HashSet<>(there);
    added.removeAll(consumer.assignment());
    if (!added.isEmpty()) {
      consumer.assign(there);
      consumer.seekToBeginning(added);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }

  private Optional<TopicRecord<V>> decoded(ConsumerRecord<String, byte[]> record) {
    try {
      Optional<V> value =
          record.value() == null
              ? Optional.empty()
              : Optional.of(topic.parser().parseFrom(record.value()));
      return Optional.of(
          new TopicRecord<>(
              record.key(),
              value,
              record.partition(),
              record.offset(),
              Instant.ofEpochMilli(record.timestamp())));
    } catch (InvalidProtocolBufferException e) {
      LOGGER
          .atWarn()
          .addKeyValue("topic", record.topic())
          .addKeyValue("offset", record.offset())
          .addKeyValue("error", String.valueOf(e.getMessage()))
          .log("record cannot be decoded");
      return Optional.empty();
    }
  }
}
