package org.xipline.runtime.simulation.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.Test;

/** Transactions, the offsets in them, and who is fenced. */
interface TransactionContract extends KafkaContract {
  /** Of a transaction that is to last too long; one that is not ends sooner on any machine. */
  Duration SHORT = Duration.ofSeconds(8);

  private Producer<String, byte[]> producer(String id) {
    return kafka().producer(id, Duration.ofMinutes(1));
  }

  private Producer<String, byte[]> transactional(String id) {
    Producer<String, byte[]> producer = producer(id);
    producer.initTransactions();
    return producer;
  }

  private static void inTransaction(
      Producer<String, byte[]> producer, TopicPartition partition, String value) {
    producer.beginTransaction();
    KafkaContract.put(producer, partition, value);
    producer.commitTransaction();
  }

  private static Throwable send(Producer<String, byte[]> producer, TopicPartition partition) {
    Throwable error =
        catchThrowable(() -> producer.send(KafkaContract.record(partition, "refused")).get());
    assertThat(error).isInstanceOf(ExecutionException.class);
    return Objects.requireNonNull(error.getCause());
  }

  @Test
  default void shouldMoveOffsetsWithATransaction() {
    String topic = topic(1);
    String group = group();
    var partition = new TopicPartition(topic, 0);
    put(partition, "a");
    try (Member member = member(group, topic);
        Producer<String, byte[]> producer = producer(group)) {
      pollUntil(() -> member.read.size() == 1, member);
      producer.initTransactions();
      producer.beginTransaction();
      producer.sendOffsetsToTransaction(
          KafkaContract.offset(partition, 1), member.consumer.groupMetadata());
      producer.abortTransaction();
      assertThat(kafka().committed(group)).isEmpty();
      producer.beginTransaction();
      producer.sendOffsetsToTransaction(
          KafkaContract.offset(partition, 1), member.consumer.groupMetadata());
      producer.commitTransaction();
      pollUntil(() -> kafka().committed(group).equals(Map.of(partition, 1L)));
    }
  }

  @Test
  default void shouldHoldAMemberBackWhileItsOffsetIsInAnOpenTransaction() {
    String topic = topic(1);
    String group = group();
    var partition = new TopicPartition(topic, 0);
    put(partition, "a", "b");
    try (Member first = member(group, topic);
        Member second = member(group, topic);
        Producer<String, byte[]> producer = producer(group)) {
      pollUntil(() -> first.read.size() == 2, first);
      producer.initTransactions();
      producer.beginTransaction();
      producer.sendOffsetsToTransaction(
          KafkaContract.offset(partition, 1), first.consumer.groupMetadata());
      first.leave();
      pollUntil(() -> second.count() == 1, second);
      pollForAWhile(second);
      assertThat(second.read).isEmpty();
      producer.commitTransaction();
      pollUntil(() -> second.read.size() == 1, second);
      assertThat(second.read).containsExactly("b");
    }
  }

  @Test
  default void shouldRefuseTheOffsetsOfAMemberThatWasRemoved() {
    String topic = topic(1);
    String group = group();
    var partition = new TopicPartition(topic, 0);
    var written = new TopicPartition(topic(1), 0);
    put(partition, "a");
    try (Member first = member(group, Duration.ofMillis(1500), topic);
        Member second = member(group, topic);
        Member reader = Member.reading(kafka().reader(false), written);
        Producer<String, byte[]> producer = producer(group)) {
      pollUntil(() -> !first.read.isEmpty(), first);
      ConsumerGroupMetadata metadata = first.consumer.groupMetadata();
      pollUntil(() -> second.has(partition), second);
      producer.initTransactions();
      producer.beginTransaction();
      KafkaContract.put(producer, written, "a");
      assertThatThrownBy(
              () -> producer.sendOffsetsToTransaction(KafkaContract.offset(partition, 1), metadata))
          .isInstanceOf(CommitFailedException.class);
      assertThatThrownBy(producer::commitTransaction).isInstanceOf(KafkaException.class);
      producer.abortTransaction();
      producer.beginTransaction();
      KafkaContract.put(producer, written, "b");
      producer.commitTransaction();
      pollUntil(() -> !reader.read.isEmpty(), reader);
      assertThat(reader.read).containsExactly("b");
      assertThat(kafka().committed(group)).isEmpty();
    }
  }

  @Test
  default void shouldTakeTheOffsetsOfAnEarlierEpochOnlyWhereThePartitionStayed() {
    String topic = topic(2);
    String group = group();
    try (Member first = member(group, topic);
        Member second = member(group, topic);
        Producer<String, byte[]> producer = producer(group)) {
      pollUntil(() -> first.count() == 2, first);
      ConsumerGroupMetadata before = first.consumer.groupMetadata();
      pollUntil(() -> first.count() == 1 && second.count() == 1, first, second);
      pollUntil(
          () -> first.consumer.groupMetadata().generationId() > before.generationId(),
          first,
          second);
      producer.initTransactions();
      TopicPartition kept = first.consumer.assignment().iterator().next();
      TopicPartition given = second.consumer.assignment().iterator().next();
      producer.beginTransaction();
      producer.sendOffsetsToTransaction(KafkaContract.offset(kept, 0), before);
      producer.commitTransaction();
      producer.beginTransaction();
      assertThatThrownBy(
              () -> producer.sendOffsetsToTransaction(KafkaContract.offset(given, 0), before))
          .isInstanceOf(CommitFailedException.class);
      producer.abortTransaction();
      pollUntil(() -> kafka().committed(group).equals(Map.of(kept, 0L)));
    }
  }

  @Test
  default void shouldFenceTheProducerThatHadTheIdBefore() {
    var partition = new TopicPartition(topic(1), 0);
    String id = group();
    try (Member reader = Member.reading(kafka().reader(false), partition);
        Producer<String, byte[]> first = transactional(id)) {
      first.beginTransaction();
      KafkaContract.put(first, partition, "first");
      first.flush();
      try (Producer<String, byte[]> second = transactional(id)) {
        assertThat(send(first, partition)).isInstanceOf(InvalidProducerEpochException.class);
        assertThatThrownBy(first::commitTransaction).isInstanceOf(KafkaException.class);
        assertThatThrownBy(first::abortTransaction).isInstanceOf(ProducerFencedException.class);
        assertThatThrownBy(first::beginTransaction).isInstanceOf(ProducerFencedException.class);
        inTransaction(second, partition, "second");
        pollUntil(() -> !reader.read.isEmpty(), reader);
        assertThat(reader.read).containsExactly("second");
      }
    }
  }

  @Test
  default void shouldFenceACommit() {
    var partition = new TopicPartition(topic(1), 0);
    String id = group();
    try (Producer<String, byte[]> first = transactional(id)) {
      first.beginTransaction();
      KafkaContract.put(first, partition, "first");
      first.flush();
      try (Producer<String, byte[]> _ = transactional(id)) {
        assertThatThrownBy(first::commitTransaction).isInstanceOf(ProducerFencedException.class);
        assertThatThrownBy(first::abortTransaction).isInstanceOf(ProducerFencedException.class);
      }
    }
  }

  @Test
  default void shouldFenceOffsets() {
    String topic = topic(1);
    String group = group();
    var partition = new TopicPartition(topic, 0);
    try (Member member = member(group, topic);
        Producer<String, byte[]> first = producer(group)) {
      pollUntil(() -> member.count() == 1, member);
      first.initTransactions();
      try (Producer<String, byte[]> _ = transactional(group)) {
        first.beginTransaction();
        assertThatThrownBy(() ->
                first.sendOffsetsToTransaction(
                    KafkaContract.offset(partition, 0), member.consumer.groupMetadata()))
            .isInstanceOf(ProducerFencedException.class);
        assertThatThrownBy(first::abortTransaction).isInstanceOf(ProducerFencedException.class);
      }
    }
  }

  @Test
  default void shouldNotCommitATransactionThatLastedTooLong() {
    var partition = new TopicPartition(topic(1), 0);
    try (Member reader = Member.reading(kafka().reader(false), partition);
        Producer<String, byte[]> producer = kafka().producer(group(), SHORT)) {
      producer.initTransactions();
      beginAndOverrun(producer, partition, reader);
      assertThatThrownBy(producer::commitTransaction).isInstanceOf(InvalidTxnStateException.class);
      assertThatThrownBy(producer::abortTransaction).isInstanceOf(KafkaException.class);
      assertThatThrownBy(producer::beginTransaction).isInstanceOf(KafkaException.class);
    }
  }

  @Test
  default void shouldGoOnAfterATransactionThatLastedTooLongAndIsAbortedAfterAnError() {
    var partition = new TopicPartition(topic(1), 0);
    try (Member reader = Member.reading(kafka().reader(false), partition);
        Producer<String, byte[]> producer = kafka().producer(group(), SHORT)) {
      producer.initTransactions();
      beginAndOverrun(producer, partition, reader);
      assertThat(send(producer, partition)).isInstanceOf(InvalidProducerEpochException.class);
      producer.abortTransaction();
      inTransaction(producer, partition, "next");
      pollUntil(() -> reader.read.equals(List.of("behind", "next")), reader);
    }
  }

  @Test
  default void shouldForgetATransactionalIdThatIsNotUsed() {
    String topic = topic(1);
    String group = group();
    var partition = new TopicPartition(topic, 0);
    try (Member member = member(group, topic);
        Producer<String, byte[]> neverUsed = transactional(group());
        Producer<String, byte[]> used = transactional(group());
        Producer<String, byte[]> another = transactional(group())) {
      pollUntil(() -> member.count() == 1, member);
      inTransaction(used, partition, "a");
      kafka().pass(Duration.ofSeconds(12));
      neverUsed.beginTransaction();
      assertThat(send(neverUsed, partition)).isInstanceOf(InvalidPidMappingException.class);
      assertThatThrownBy(neverUsed::commitTransaction).isInstanceOf(KafkaException.class);
      assertThatThrownBy(neverUsed::abortTransaction).isInstanceOf(KafkaException.class);
      used.beginTransaction();
      assertThat(send(used, partition)).isInstanceOf(InvalidPidMappingException.class);
      assertThatThrownBy(used::abortTransaction).isInstanceOf(KafkaException.class);
      assertThatThrownBy(used::beginTransaction).isInstanceOf(KafkaException.class);
      another.beginTransaction();
      assertThatThrownBy(() ->
              another.sendOffsetsToTransaction(
                  KafkaContract.offset(partition, 0), member.consumer.groupMetadata()))
          .isInstanceOf(KafkaException.class);
      assertThatThrownBy(another::abortTransaction).isInstanceOf(KafkaException.class);
    }
  }

  @Test
  default void shouldTakeATransactionalIdAnewThatWasForgotten() {
    var partition = new TopicPartition(topic(1), 0);
    String id = group();
    try (Member reader = Member.reading(kafka().reader(false), partition);
        Producer<String, byte[]> first = transactional(id)) {
      inTransaction(first, partition, "first");
      kafka().pass(Duration.ofSeconds(12));
      try (Producer<String, byte[]> second = transactional(id)) {
        inTransaction(second, partition, "second");
        pollUntil(() -> reader.read.equals(List.of("first", "second")), reader);
      }
    }
  }

  @Test
  default void shouldAbortWhatIsOpenWhenAProducerIsClosed() {
    var partition = new TopicPartition(topic(1), 0);
    try (Member reader = Member.reading(kafka().reader(false), partition)) {
      try (Producer<String, byte[]> producer = transactional(group())) {
        producer.beginTransaction();
        KafkaContract.put(producer, partition, "open");
        producer.flush();
      }
      put(partition, "behind");
      pollUntil(() -> reader.read.equals(List.of("behind")), reader);
    }
  }

  @Test
  default void shouldAbortWhatAKilledProducerLeftOpenWhenItsIdIsTakenAgain() {
    var partition = new TopicPartition(topic(1), 0);
    String id = group();
    try (Member reader = Member.reading(kafka().reader(false), partition);
        Producer<String, byte[]> killed = transactional(id)) {
      killed.beginTransaction();
      KafkaContract.put(killed, partition, "open");
      killed.flush();
      put(partition, "behind");
      pollForAWhile(reader);
      assertThat(reader.read).isEmpty();
      try (Producer<String, byte[]> _ = transactional(id)) {
        pollUntil(() -> reader.read.equals(List.of("behind")), reader);
      }
    }
  }

  @Test
  default void shouldFenceTheOffsetsOfATransactionThatLastedTooLong() {
    String topic = topic(1);
    String group = group();
    var partition = new TopicPartition(topic, 0);
    try (Member member = member(group, topic);
        Member reader = Member.reading(kafka().reader(false), partition);
        Producer<String, byte[]> producer = kafka().producer(group(), SHORT)) {
      pollUntil(() -> member.count() == 1, member);
      producer.initTransactions();
      beginAndOverrun(producer, partition, reader);
      assertThatThrownBy(() ->
              producer.sendOffsetsToTransaction(
                  KafkaContract.offset(partition, 0), member.consumer.groupMetadata()))
          .isInstanceOf(ProducerFencedException.class);
      assertThatThrownBy(producer::abortTransaction).isInstanceOf(ProducerFencedException.class);
    }
  }

  @Test
  default void shouldGoOnAfterATransactionThatLastedTooLongIsAborted() {
    var partition = new TopicPartition(topic(1), 0);
    try (Member reader = Member.reading(kafka().reader(false), partition);
        Producer<String, byte[]> producer = kafka().producer(group(), SHORT)) {
      producer.initTransactions();
      beginAndOverrun(producer, partition, reader);
      producer.abortTransaction();
      inTransaction(producer, partition, "next");
      pollUntil(() -> reader.read.equals(List.of("behind", "next")), reader);
    }
  }

  private void beginAndOverrun(
      Producer<String, byte[]> producer, TopicPartition partition, Member reader) {
    producer.beginTransaction();
    KafkaContract.put(producer, partition, "late");
    producer.flush();
    put(partition, "behind");
    pollUntil(() -> reader.read.equals(List.of("behind")), reader);
  }
}
