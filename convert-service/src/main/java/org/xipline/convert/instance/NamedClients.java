package org.xipline.convert.instance;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients of Kafka Streams, with transactional ids that are the same after a restart. Kafka
 * Streams makes them anew at each start where a topology has no store on disk, so that nobody would
 * end the transaction that a killed process left open.
 */
final class NamedClients implements KafkaClientSupplier {
  private final InstanceName instance;

  NamedClients(InstanceName instance) {
    this.instance = instance;
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new KafkaProducer<>(named(config), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return getConsumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return getConsumer(config);
  }

  private Map<String, Object> named(Map<String, Object> config) {
    var given = (String) requireNonNull(config.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG));
    Map<String, Object> named = new HashMap<>(config);
    named.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, instance.transactionalId(given));
    return named;
  }
}
