package org.xipline.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xipline.runtime.broker.EmbeddedBrokerExtension;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.topic.Topic;

@ExtendWith(EmbeddedBrokerExtension.class)
class TopicReaderTest {
  private final Topic<Connector> topic =
      new Topic<>(
          "t" + UUID.randomUUID(),
          "connector",
          Connector.parser(),
          Topic.CONNECTORS.writers(),
          Topic.CONNECTORS.readers(),
          1,
          Optional.empty(),
          Topic.Cleanup.COMPACT);
  private KafkaClients clients;

  @BeforeEach
  void create(KafkaConnection broker) throws ExecutionException, InterruptedException {
    clients = new KafkaClients(broker);
    try (Admin admin = clients.admin()) {
      admin.createTopics(List.of(new NewTopic(topic.name(), 2, (short) 1))).all().get();
    }
  }

  private void write(int partition, String name) {
    byte[] value = Connector.newBuilder().setName(name).build().toByteArray();
    try (Producer<String, byte[]> producer = clients.producer(Map.of())) {
      var _ = producer.send(new ProducerRecord<>(topic.name(), partition, name, value));
    }
  }

  @Test
  void shouldReadEveryPartitionHoweverManyThereAre() throws Exception {
    // Given more than the topic's own count
    write(0, "a");
    write(1, "b");
    var read = new ArrayList<String>();
    var soon = Map.of(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 100);
    try (var reader = new TopicReader<>(clients.assignedConsumer(soon), topic)) {
      reader.readOn(record -> read.add(record.key()));
      assertThat(read).containsExactlyInAnyOrder("a", "b");

      // When another one is added
      try (Admin admin = clients.admin()) {
        admin.createPartitions(Map.of(topic.name(), NewPartitions.increaseTo(3))).all().get();
      }
      write(0, "c");
      write(2, "d");

      // Then it is read on, with nothing twice
      while (read.size() < 4) {
        reader.readOn(record -> read.add(record.key()));
      }
      assertThat(read).containsExactlyInAnyOrder("a", "b", "c", "d");
    }
  }

  @Test
  void shouldTellWhereTheLastValueOfANameWas() {
    // Given
    write(0, "a");
    write(0, "b");
    write(0, "a");

    // When
    try (var table = new TopicTable<>(clients, topic, Connector::getName)) {
      table.catchUp();

      // Then
      assertThat(table.offsetOf("a")).contains(2L);
      assertThat(table.offsetOf("b")).contains(1L);
      assertThat(table.offsetOf("c")).isEmpty();
      assertThat(table.all()).hasSize(2);
    }
  }
}
