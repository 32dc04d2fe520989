package org.xipline.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.kafka.TopicPlan;
import org.xipline.runtime.kafka.TopicSetup;
import org.xipline.schemas.topic.Topic;

class EmbeddedBrokerTest {
  private static final String TOPIC = Topic.ENTRIES.name();

  @TempDir private Path directory;

  @Test
  @Timeout(60)
  void shouldGoOnAfterRestartAndAbortWhatAKilledProducerLeftOpen() throws Exception {
    // Given a committed record, and a transaction whose producer vanished
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
      var clients = new KafkaClients(KafkaConnection.to(broker.bootstrapServers()));
      try (Admin admin = clients.admin()) {
        new TopicSetup(admin, TopicPlan.ofOneBroker()).ensureAll();
        new TopicSetup(admin, TopicPlan.ofOneBroker()).ensureAll();
      }
      try (Producer<String, byte[]> producer = clients.producer(Map.of())) {
        producer.send(new ProducerRecord<>(TOPIC, 0, "committed", new byte[] {1})).get();
      }
      var killed = clients.transactionalProducer("killed", Duration.ofMinutes(10));
      killed.initTransactions();
      killed.beginTransaction();
      killed.send(new ProducerRecord<>(TOPIC, 0, "open", new byte[] {2})).get();
      killed.close(Duration.ZERO);
    }

    // When it is started again on the same directory
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
      var clients = new KafkaClients(KafkaConnection.to(broker.bootstrapServers()));
      try (Producer<String, byte[]> producer = clients.producer(Map.of())) {
        producer.send(new ProducerRecord<>(TOPIC, 0, "later", new byte[] {3})).get();
      }

      // Then readers of committed records are not held up
      assertThat(read(clients, 2)).containsExactly("committed", "later");
    }
  }

  private static List<String> read(KafkaClients clients, int count) {
    var keys = new ArrayList<String>();
    try (var consumer = clients.assignedConsumer()) {
      var partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (keys.size() < count) {
        consumer.poll(Duration.ofSeconds(1)).forEach(record -> keys.add(record.key()));
      }
    }
    return keys;
  }
}
