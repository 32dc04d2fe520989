package org.xipline.runtime.simulation.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** What the parts of the contract share: topics of their own, members, and waiting for them. */
interface KafkaContract {
  /** Longer than any session or transaction lasts here. */
  Duration LONG = Duration.ofSeconds(60);

  AtomicInteger NAMES = new AtomicInteger();

  KafkaAccess kafka();

  /** A topic that no other schedule uses. */
  default String topic(int partitions) {
    String name = "topic-" + NAMES.incrementAndGet();
    kafka().createTopic(name, partitions);
    return name;
  }

  default String group() {
    return "group-" + NAMES.incrementAndGet();
  }

  /** A member that has not joined yet: it does so when it is polled. */
  default Member member(String group, String... topics) {
    return new Member(kafka().member(group, Map.of()), topics);
  }

  /** A member that is taken for hung when it does not poll for so long. */
  default Member member(String group, Duration longestPause, String... topics) {
    return new Member(
        kafka()
            .member(
                group, Map.of("max.poll.interval.ms", Math.toIntExact(longestPause.toMillis()))),
        topics);
  }

  /** Polls all of them, in turn, until it is so. */
  default void pollUntil(BooleanSupplier condition, Member... members) {
    for (int turn = 0; turn < LONG.toMillis() / Member.POLL.toMillis(); turn++) {
      if (condition.getAsBoolean()) {
        return;
      }
      for (Member member : members) {
        member.poll();
      }
      if (members.length == 0) {
        kafka().pass(Member.POLL);
      }
    }
    fail("it never came to it: " + List.of(members));
  }

  /** Polls for a while, in which nothing more may happen. */
  default void pollForAWhile(Member... members) {
    for (int turn = 0; turn < 5; turn++) {
      for (Member member : members) {
        member.poll();
      }
    }
  }

  /** Puts one record into a partition. */
  default void put(TopicPartition partition, String... values) {
    try (Producer<String, byte[]> producer = kafka().producer()) {
      put(producer, partition, values);
      producer.flush();
    }
  }

  static void put(Producer<String, byte[]> producer, TopicPartition partition, String... values) {
    for (String value : values) {
      var _ = producer.send(record(partition, value));
    }
  }

  static ProducerRecord<String, byte[]> record(TopicPartition partition, String value) {
    return new ProducerRecord<>(
        partition.topic(), partition.partition(), "key", value.getBytes(UTF_8));
  }

  static Map<TopicPartition, OffsetAndMetadata> offset(TopicPartition partition, long offset) {
    return Map.of(partition, new OffsetAndMetadata(offset));
  }

  default void assertCommitted(String group, TopicPartition partition, long offset) {
    assertThat(kafka().committed(group)).containsEntry(partition, offset);
  }
}
