package org.xipline.runtime.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Makes Kafka clients with the settings that the promises rest on: nothing is committed but by the
 * code that finished the work, nothing is acknowledged by one broker alone, nothing uncommitted is
 * read. Memory of each client is bounded.
 */
public final class KafkaClients {
  /**
   * A transaction that begins while the brokers still write the markers of the last one has to wait
   * for them: with several brokers that takes longer than Kafka Streams' own 100 ms.
   */
  private static final String COMMIT_INTERVAL = "500";

  private static final int FETCH_BYTES = 8 << 20;
  private static final int PRODUCER_BUFFER_BYTES = 16 << 20;
  private static final int BATCH_BYTES = 64 << 10;

  /**
   * Properties that the promises rest on, or that name who is who among the clients: they are not
   * an operator's to choose.
   */
  public static final Set<String> OWN_PROPERTIES =
      Set.of(
          ProducerConfig.ACKS_CONFIG,
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG,
          ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          ConsumerConfig.GROUP_ID_CONFIG,
          ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
          ConsumerConfig.GROUP_PROTOCOL_CONFIG,
          ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG,
          "application.id",
          "processing.guarantee",
          "state.dir");

  private final KafkaConnection connection;

  public KafkaClients(KafkaConnection connection) {
    this.connection = connection;
  }

  /** A producer that is idempotent and waits for all in-sync replicas. */
  public Producer<String, byte[]> producer(Map<String, ?> overrides) {
    Map<String, Object> config = new HashMap<>(producerSizes());
    config.putAll(common());
    config.putAll(producerPromises());
    config.putAll(overrides);
    var producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    return prefix().isEmpty() ? producer : new PrefixedProducer<>(producer, prefix());
  }

  /**
   * A producer of transactions; its owner calls {@code initTransactions}.
   *
   * @param transactionalId without the installation's prefix; the same for every incarnation of one
   *     instance, and for no other
   * @param timeout after which the broker aborts a transaction that was left open
   */
  public Producer<String, byte[]> transactionalProducer(String transactionalId, Duration timeout) {
    return producer(
        Map.of(
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            prefix().on(transactionalId),
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            Math.toIntExact(timeout.toMillis())));
  }

  /**
   * A member of a consumer group, by the group protocol of KIP-848; it commits when told to, and
   * reads what transactions have committed.
   *
   * @param groupId without the installation's prefix
   */
  public Consumer<String, byte[]> consumer(String groupId, Map<String, ?> overrides) {
    Map<String, Object> config = ungrouped();
    config.put(ConsumerConfig.GROUP_ID_CONFIG, prefix().on(groupId));
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
    config.putAll(overrides);
    return newConsumer(config);
  }

  /** A consumer without a group: partitions are assigned by hand, nothing is committed. */
  public Consumer<String, byte[]> assignedConsumer() {
    return assignedConsumer(Map.of());
  }

  /** The same, with these properties. */
  public Consumer<String, byte[]> assignedConsumer(Map<String, ?> overrides) {
    Map<String, Object> config = ungrouped();
    config.putAll(overrides);
    return newConsumer(config);
  }

  /**
   * What the names on the brokers begin with; every client but {@link #admin} and Kafka Streams
   * puts it on by itself.
   */
  public NamePrefix prefix() {
    return connection.prefix();
  }

  /** The cluster's administration. It knows names as they are on the brokers. */
  public Admin admin() {
    return admin(Map.of());
  }

  /** The cluster's administration, with these properties. */
  public Admin admin(Map<String, ?> overrides) {
    Map<String, Object> config = common();
    config.putAll(overrides);
    return Admin.create(config);
  }

  /**
   * What a Kafka Streams application starts from. Its topology names topics as they are on the
   * brokers.
   *
   * @param applicationId without the installation's prefix
   * @param stateDirectory its own; state is rebuilt from the broker where it is lost
   */
  public Properties streams(String applicationId, Path stateDirectory) {
    var config = new Properties();
    config.putAll(common());
    String id = prefix().on(applicationId);
    config.put("application.id", id);
    config.put("processing.guarantee", "exactly_once_v2");
    config.put("state.dir", stateDirectory.toString());
    config.putIfAbsent("commit.interval.ms", COMMIT_INTERVAL);
    // -1 takes the broker's default for internal topics.
    config.putIfAbsent("replication.factor", "-1");
    producerSizes().forEach((key, value) -> putUnlessGiven(config, "producer.", key, value));
    producerPromises().forEach((key, value) -> config.put("producer." + key, value));
    config.put("main.consumer." + ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    putUnlessGiven(config, "consumer.", ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    if (!connection.instanceId().isEmpty()) {
      config.put(
          "main.consumer." + ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
          id + "-" + connection.instanceId());
    }
    return config;
  }

  private Consumer<String, byte[]> newConsumer(Map<String, Object> config) {
    var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    return prefix().isEmpty() ? consumer : new PrefixedConsumer<>(consumer, prefix());
  }

  private Map<String, Object> common() {
    Map<String, Object> config = new HashMap<>(connection.properties());
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.bootstrapServers());
    // Metrics go through Micrometer; nothing is registered with JMX.
    config.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    config.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    return config;
  }

  private static void putUnlessGiven(
      Properties config, String prefix, String property, Object value) {
    if (!config.containsKey(property)) {
      config.put(prefix + property, value);
    }
  }

  private Map<String, Object> ungrouped() {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    config.putAll(common());
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return config;
  }

  private static Map<String, Object> producerPromises() {
    return Map.of(
        ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
  }

  /** What an operator may want otherwise. */
  private static Map<String, Object> producerSizes() {
    return Map.of(
        ProducerConfig.COMPRESSION_TYPE_CONFIG,
        "lz4",
        ProducerConfig.LINGER_MS_CONFIG,
        5,
        ProducerConfig.BATCH_SIZE_CONFIG,
        BATCH_BYTES,
        ProducerConfig.BUFFER_MEMORY_CONFIG,
        (long) PRODUCER_BUFFER_BYTES);
  }
}
