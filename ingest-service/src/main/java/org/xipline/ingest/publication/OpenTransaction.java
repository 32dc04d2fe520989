package org.xipline.ingest.publication;

import com.google.protobuf.MessageLite;
import java.time.Instant;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.xipline.schemas.topic.Topic;

/** A transaction that records are sent in. For one thread. */
final class OpenTransaction {
  private final Producer<String, byte[]> producer;
  private final ArrivalContext origin;
  private final Instant begun;
  private int records;

  OpenTransaction(Producer<String, byte[]> producer, ArrivalContext origin, Instant begun) {
    this.producer = producer;
    this.origin = origin;
    this.begun = begun;
  }

  /** Sends a record to the partition that its key decides. */
  <V extends MessageLite> void send(Topic<V> topic, String key, V value) throws GivenUpException {
    send(new ProducerRecord<>(topic.name(), key, value.toByteArray()));
  }

  /** Sends a record to this partition. */
  <V extends MessageLite> void send(Topic<V> topic, int partition, String key, V value)
      throws GivenUpException {
    send(new ProducerRecord<>(topic.name(), partition, key, value.toByteArray()));
  }

  private void send(ProducerRecord<String, byte[]> record) throws GivenUpException {
    if (origin.isGivenUp().getAsBoolean()) {
      throw new GivenUpException();
    }
    var _ = producer.send(record);
    records++;
  }

  /** Of the topic that arrivals come from. */
  int partitionsOf(Topic<?> topic) {
    return producer.partitionsFor(topic.name()).size();
  }

  ArrivalContext origin() {
    return origin;
  }

  Instant begun() {
    return begun;
  }

  int records() {
    return records;
  }
}
