package org.xipline.runtime.simulation.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What a consumer reads of a partition, and where it goes on. */
interface ReadingContract extends KafkaContract {

  @Test
  default void shouldGoOnWithWhatIsLeftWhereTheCommittedOffsetHasExpired() {
    String topic = topic(1);
    String group = group();
    var partition = new TopicPartition(topic, 0);
    put(partition, "a", "b", "c", "d");
    kafka().reset(group, partition, 1);
    kafka().expire(partition, 3);
    try (Member member = member(group, topic)) {
      pollUntil(() -> member.read.equals(List.of("d")), member);
      assertThat(member.next).containsEntry(partition, 4L);
    }
  }

  @Test
  default void shouldGoOnWithWhatIsLeftWhereThePositionHasExpired() {
    String topic = topic(1);
    var partition = new TopicPartition(topic, 0);
    put(partition, "a");
    try (Member member = member(group(), topic)) {
      pollUntil(() -> member.read.size() == 1, member);
      member.consumer.pause(List.of(partition));
      put(partition, "b", "c", "d");
      kafka().expire(partition, 3);
      pollForAWhile(member);
      // To what was not fetched ahead.
      member.consumer.seek(partition, 0);
      member.consumer.resume(List.of(partition));
      pollUntil(() -> member.read.size() == 2, member);
      assertThat(member.read).containsExactly("a", "d");
    }
  }

  @Test
  default void shouldReadFromTheBeginningOfWhatIsLeftWhereNothingWasCommitted() {
    String topic = topic(1);
    var partition = new TopicPartition(topic, 0);
    put(partition, "a", "b");
    kafka().expire(partition, 1);
    try (Member member = member(group(), topic)) {
      pollUntil(() -> member.read.equals(List.of("b")), member);
    }
  }

  @Test
  default void shouldReadAgainFromWhereItSeeks() {
    String topic = topic(1);
    var partition = new TopicPartition(topic, 0);
    put(partition, "a", "b");
    try (Member member = member(group(), topic)) {
      pollUntil(() -> member.read.size() == 2, member);
      member.consumer.seek(partition, 1);
      pollUntil(() -> member.read.equals(List.of("a", "b", "b")), member);
    }
  }

  @Test
  default void shouldReadNoMoreRecordsAtOnceThanItMay() {
    String topic = topic(1);
    put(new TopicPartition(topic, 0), "a", "b", "c");
    try (var member = new Member(kafka().member(group(), Map.of("max.poll.records", 1)), topic)) {
      for (int records = 1; records <= 3; records++) {
        int expected = records;
        pollUntil(() -> !member.read.isEmpty() && member.read.size() >= expected, member);
        assertThat(member.read).hasSize(expected);
      }
    }
  }

  @Test
  default void shouldReadNothingBehindAnOpenTransaction() {
    String topic = topic(1);
    var partition = new TopicPartition(topic, 0);
    try (Member committed = Member.reading(kafka().reader(false), partition);
        Member uncommitted = Member.reading(kafka().reader(true), partition);
        Producer<String, byte[]> producer = kafka().producer(group(), Duration.ofMinutes(1))) {
      put(partition, "before");
      producer.initTransactions();
      producer.beginTransaction();
      KafkaContract.put(producer, partition, "within");
      producer.flush();
      put(partition, "behind");
      pollUntil(
          () -> uncommitted.read.size() == 3 && committed.read.size() == 1, committed, uncommitted);
      pollForAWhile(committed);
      assertThat(committed.read).containsExactly("before");
      assertThat(committed.consumer.endOffsets(List.of(partition))).containsEntry(partition, 1L);
      assertThat(uncommitted.consumer.endOffsets(List.of(partition))).containsEntry(partition, 3L);
      producer.commitTransaction();
      pollUntil(() -> committed.read.size() == 3, committed, uncommitted);
      assertThat(committed.read).containsExactly("before", "within", "behind");
    }
  }

  @Test
  default void shouldPassOverWhatATransactionTookAndTheOffsetOfItsMarker() {
    String topic = topic(1);
    var partition = new TopicPartition(topic, 0);
    try (Member member = member(group(), topic);
        Producer<String, byte[]> producer = kafka().producer(group(), Duration.ofMinutes(1))) {
      producer.initTransactions();
      producer.beginTransaction();
      KafkaContract.put(producer, partition, "aborted");
      producer.flush();
      producer.abortTransaction();
      producer.beginTransaction();
      KafkaContract.put(producer, partition, "committed");
      producer.commitTransaction();
      pollUntil(() -> member.next.getOrDefault(partition, 0L) == 4, member);
      assertThat(member.read).containsExactly("committed");
      assertThat(member.consumer.position(partition)).isEqualTo(4);
      put(partition, "a");
      pollUntil(() -> member.next.getOrDefault(partition, 0L) == 5, member);
    }
  }

  @Test
  default void shouldTellThatItHasPassedATransactionThatLeftNothing() {
    String topic = topic(1);
    var partition = new TopicPartition(topic, 0);
    try (Member member = member(group(), topic);
        Producer<String, byte[]> producer = kafka().producer(group(), Duration.ofMinutes(1))) {
      producer.initTransactions();
      producer.beginTransaction();
      KafkaContract.put(producer, partition, "aborted");
      producer.flush();
      producer.abortTransaction();
      pollUntil(() -> member.next.getOrDefault(partition, 0L) == 2, member);
      assertThat(member.read).isEmpty();
    }
  }

  @Test
  default void shouldPutRecordsOfOneKeyIntoOnePartition() throws Exception {
    String topic = topic(8);
    try (Producer<String, byte[]> producer = kafka().producer()) {
      var partitions = new ArrayList<Integer>();
      for (String key : List.of("a", "b", "alice@example.com", "bob@example.com", "zoë")) {
        var record = new ProducerRecord<>(topic, key, new byte[0]);
        partitions.add(producer.send(record).get().partition());
      }
      assertThat(partitions).containsExactly(4, 4, 4, 0, 4);
    }
  }

  @Test
  default void shouldSayHowMuchIsLeftToRead() {
    String topic = topic(1);
    var partition = new TopicPartition(topic, 0);
    put(partition, "a", "b", "c");
    try (var member = new Member(kafka().member(group(), Map.of("max.poll.records", 1)), topic)) {
      pollUntil(() -> member.read.size() == 1, member);
      assertThat(member.consumer.currentLag(partition)).hasValue(2);
      pollUntil(() -> member.read.size() == 3, member);
      assertThat(member.consumer.currentLag(partition)).hasValue(0);
    }
  }

  @Test
  default void shouldSayWhichPartitionsATopicHas() {
    String topic = topic(3);
    try (Producer<String, byte[]> producer = kafka().producer();
        Consumer<String, byte[]> reader = kafka().reader(false)) {
      assertThat(producer.partitionsFor(topic)).extracting(PartitionInfo::partition).hasSize(3);
      assertThat(reader.partitionsFor(topic))
          .extracting(PartitionInfo::partition)
          .containsExactlyInAnyOrder(0, 1, 2);
    }
  }
}
