package org.xipline.console.deadletter;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.topic.Topic;

/** Reads {@code xip.dead-letters} from its beginning to where it ended when it was asked. */
public final class DeadLetterTopic {
  private static final Logger LOGGER = LoggerFactory.getLogger(DeadLetterTopic.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaClients clients;

  public DeadLetterTopic(KafkaClients clients) {
    this.clients = clients;
  }

  /** Shows every dead letter, one at a time, in no particular order. */
  public void forEach(Consumer<DeadLetter> visitor) {
    try (var consumer = clients.assignedConsumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topic.DEAD_LETTERS.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
        consumer.poll(POLL).forEach(record -> show(record, visitor));
      }
    }
  }

  private static void show(ConsumerRecord<String, byte[]> record, Consumer<DeadLetter> visitor) {
    try {
      visitor.accept(Topic.DEAD_LETTERS.parser().parseFrom(record.value()));
    } catch (InvalidProtocolBufferException e) {
      LOGGER
          .atWarn()
          .addKeyValue("topic", record.topic())
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .addKeyValue("error", String.valueOf(e.getMessage()))
          .log("dead letter cannot be decoded");
    }
  }
}
