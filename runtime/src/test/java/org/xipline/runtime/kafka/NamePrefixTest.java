package org.xipline.runtime.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xipline.runtime.broker.EmbeddedBrokerExtension;
import org.xipline.schemas.topic.Topic;

/** Two installations on one broker, each of which takes its names for the only ones. */
@ExtendWith(EmbeddedBrokerExtension.class)
class NamePrefixTest {
  private static final String TOPIC = Topic.ARRIVALS.name();

  @Test
  @Timeout(60)
  void shouldKeepTopicsGroupsAndTransactionsOfTwoInstallationsApart(KafkaConnection broker)
      throws Exception {
    // Given
    KafkaClients one = installation(broker, "one.");
    KafkaClients other = installation(broker, "other.");

    // When both write and read, with the same group and the same transactional id
    List<String> readByOne = writeAndRead(one, "of one");
    List<String> readByOther = writeAndRead(other, "of the other");

    // Then each reads its own
    assertThat(readByOne).containsExactly("of one");
    assertThat(readByOther).containsExactly("of the other");
    // And the brokers know both by their own names
    try (Admin admin = one.admin()) {
      assertThat(admin.listTopics().names().get()).contains("one." + TOPIC, "other." + TOPIC);
      assertThat(admin.listGroups().all().get())
          .extracting(it -> it.groupId())
          .contains("one.readers", "other.readers");
      assertThat(admin.listTransactions().all().get())
          .extracting(it -> it.transactionalId())
          .contains("one.writer", "other.writer");
      assertThat(
              admin
                  .listConsumerGroupOffsets("one.readers")
                  .partitionsToOffsetAndMetadata()
                  .get()
                  .keySet())
          .extracting(TopicPartition::topic)
          .containsOnly("one." + TOPIC);
    }
  }

  @Test
  void shouldRefuseWhatKafkaTakesForNoName() {
    assertThatThrownBy(() -> new NamePrefix("a b")).hasMessageContaining("a b");
  }

  private static KafkaClients installation(KafkaConnection broker, String name) {
    var clients = new KafkaClients(broker.with(new NamePrefix(name)));
    try (Admin admin = clients.admin()) {
      var topics = new TopicSetup(admin, TopicPlan.ofOneBroker().with(new NamePrefix(name)));
      while (!topics.ensureAll()) {
        Thread.onSpinWait();
      }
    }
    return clients;
  }

  /** All that the group finds, once its position is committed in the transaction that wrote it. */
  private static List<String> writeAndRead(KafkaClients clients, String value) {
    var assigned = new ConcurrentLinkedQueue<TopicPartition>();
    var read = new ConcurrentLinkedQueue<String>();
    try (Producer<String, byte[]> producer =
            clients.transactionalProducer("writer", Duration.ofSeconds(30));
        Consumer<String, byte[]> consumer = clients.consumer("readers", Map.of())) {
      consumer.subscribe(List.of(TOPIC), noteInto(assigned));
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(TOPIC, 0, "key", value.getBytes(UTF_8)));
      while (assigned.isEmpty()) {
        consumer.poll(Duration.ofMillis(50));
      }
      producer.sendOffsetsToTransaction(
          Map.of(new TopicPartition(TOPIC, 1), new OffsetAndMetadata(0)), consumer.groupMetadata());
      producer.commitTransaction();
      while (read.isEmpty()) {
        consumer
            .poll(Duration.ofMillis(50))
            .records(TOPIC)
            .forEach(record -> read.add(new String(record.value(), UTF_8)));
      }
      consumer.commitSync();

      // All that it says of itself is without the prefix.
      assertThat(assigned).extracting(TopicPartition::topic).containsOnly(TOPIC);
      assertThat(consumer.subscription()).containsExactly(TOPIC);
      assertThat(consumer.partitionsFor(TOPIC)).allMatch(it -> it.topic().equals(TOPIC));
      var first = new TopicPartition(TOPIC, 0);
      assertThat(consumer.position(first)).isPositive();
      assertThat(consumer.committed(Set.of(first))).containsKey(first);
      consumer.pause(List.of(first));
      assertThat(consumer.paused()).containsExactly(first);
      return List.copyOf(read);
    }
  }

  private static ConsumerRebalanceListener noteInto(Collection<TopicPartition> assigned) {
    return new ConsumerRebalanceListener() {
      @Override
      public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

      @Override
      public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        assigned.addAll(partitions);
      }
    };
  }
}
