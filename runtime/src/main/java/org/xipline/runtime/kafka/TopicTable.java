package org.xipline.runtime.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.schemas.topic.Topic;

/**
 * The last record of each key of a small topic. One thread reads on; any thread looks things up.
 *
 * @param <V> what the topic's records hold
 */
public final class TopicTable<V extends MessageLite> implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(TopicTable.class);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Topic<V> topic;
  private final Function<V, String> key;
  private final Consumer<String, byte[]> consumer;
  private final Map<String, V> values = new ConcurrentHashMap<>();

  /**
   * @param key by which values are found; a record's own key is only looked at where it has no
   *     value
   */
  public TopicTable(KafkaClients clients, Topic<V> topic, Function<V, String> key) {
    this.topic = topic;
    this.key = key;
    this.consumer = clients.assignedConsumer();
    List<TopicPartition> partitions =
        IntStream.range(0, topic.partitions())
            .mapToObj(number -> new TopicPartition(topic.name(), number))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Reads on to what was committed by now. */
  public void catchUp() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer.poll(POLL).forEach(this::take);
    }
  }

  /** The last value of this name. */
  public Optional<V> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** All of them, in no order. */
  public List<V> all() {
    return List.copyOf(values.values());
  }

  @Override
  public void close() {
    consumer.close();
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      values.remove(record.key());
      return;
    }
    try {
      V value = topic.parser().parseFrom(record.value());
      values.put(key.apply(value), value);
    } catch (InvalidProtocolBufferException e) {
      LOGGER
          .atWarn()
          .addKeyValue("topic", record.topic())
          .addKeyValue("offset", record.offset())
          .addKeyValue("error", String.valueOf(e.getMessage()))
          .log("record cannot be decoded");
    }
  }
}
