package org.xipline.runtime.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real KRaft broker and controller in this JVM, from Kafka's own jars, on free loopback ports.
 * Its log survives the process: started again on the same directory it goes on where it stopped,
 * after a {@code kill -9} too.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final int NODE_ID = 1;

  /** Longer than messages are kept: a group that comes back goes on where it was. */
  private static final String OFFSETS_RETENTION = String.valueOf(Duration.ofDays(35).toMinutes());

  private final KafkaRaftServer server;
  private final String bootstrapServers;

  private EmbeddedBroker(KafkaRaftServer server, String bootstrapServers) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts a broker, and returns when it serves.
   *
   * @param directory its log, formatted when empty; no other process may use it
   */
  public static EmbeddedBroker start(Path directory) throws IOException {
    return start(directory, MetadataVersion.latestProduction());
  }

  /**
   * The same.
   *
   * @param level of the release that an empty directory is formatted for
   */
  public static EmbeddedBroker start(Path directory, MetadataVersion level) throws IOException {
    return start(directory, level, Map.of());
  }

  /**
   * The same, with some of its properties set otherwise.
   *
   * @param overrides broker properties that take the place of ours, like shorter times for tests
   */
  public static EmbeddedBroker start(Path directory, Map<String, String> overrides)
      throws IOException {
    return start(directory, MetadataVersion.latestProduction(), overrides);
  }

  private static EmbeddedBroker start(
      Path directory, MetadataVersion level, Map<String, String> overrides) throws IOException {
    Files.createDirectories(directory);
    LoopbackPorts ports = LoopbackPorts.of(directory);
    if (!Files.exists(directory.resolve("meta.properties"))) {
      format(directory, level);
    }
    Properties properties = properties(directory, ports.broker(), ports.controller());
    properties.putAll(overrides);
    var config = KafkaConfig.fromProps(properties, false);
    var server = new KafkaRaftServer(config, Time.SYSTEM);
    server.startup();
    var broker = new EmbeddedBroker(server, "127.0.0.1:" + ports.broker());
    OrphanedTransactions.abort(broker.bootstrapServers());
    return broker;
  }

  /** {@code host:port} for clients in this process. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Stops the broker; clients should be closed before. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(Path directory, MetadataVersion level) throws IOException {
    try {
      new Formatter()
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, "UTF-8"))
          .setNodeId(NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .setDirectories(List.of(directory.toString()))
          .setMetadataLogDirectory(directory.toString())
          .setControllerListenerName("CONTROLLER")
          .setReleaseVersion(level)
          .run();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("cannot format a Kafka log in " + directory, e);
    }
  }

  private static Properties properties(Path directory, int port, int controllerPort) {
    var properties = new Properties();
    properties.putAll(
        Map.of(
            "process.roles",
            "broker,controller",
            "node.id",
            String.valueOf(NODE_ID),
            "listeners",
            "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort),
            "advertised.listeners",
            "PLAINTEXT://127.0.0.1:" + port,
            "listener.security.protocol.map",
            "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "controller.listener.names",
            "CONTROLLER",
            "inter.broker.listener.name",
            "PLAINTEXT",
            "controller.quorum.voters",
            NODE_ID + "@127.0.0.1:" + controllerPort,
            "log.dirs",
            directory.toString(),
            "auto.create.topics.enable",
            "false"));
    properties.putAll(oneNode());
    properties.putAll(smallFootprint());
    properties.putAll(steadyTransactions());
    properties.putAll(quickTakeover());
    return properties;
  }

  private static Map<String, String> oneNode() {
    return Map.of(
        "default.replication.factor", "1",
        "min.insync.replicas", "1",
        "offsets.topic.replication.factor", "1",
        "offsets.topic.num.partitions", "4",
        "offsets.retention.minutes", OFFSETS_RETENTION,
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "transaction.state.log.num.partitions", "4",
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1");
  }

  private static Map<String, String> smallFootprint() {
    return Map.of(
        "num.network.threads", "2",
        "num.io.threads", "4",
        "log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20),
        "log.index.size.max.bytes", String.valueOf(1 << 20),
        // After a kill only the newest segment is read again.
        "log.segment.bytes", String.valueOf(128 << 20));
  }

  /**
   * A transaction begins while the markers of the last one are still being written: the broker
   * waits for them, so that no client has to try again. One whose owner was killed is aborted
   * within a second of its timeout.
   */
  private static Map<String, String> steadyTransactions() {
    return Map.of(
        "add.partitions.to.txn.retry.backoff.max.ms", "1000",
        "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
  }

  /** Members that were killed with the process are given up within seconds. */
  private static Map<String, String> quickTakeover() {
    return Map.of(
        // The controller takes a broker that was killed for alive until this has passed.
        "broker.session.timeout.ms", "3000",
        "broker.heartbeat.interval.ms", "500",
        "group.initial.rebalance.delay.ms", "0",
        "group.min.session.timeout.ms", "3000",
        "group.consumer.min.session.timeout.ms", "3000",
        "group.consumer.session.timeout.ms", "5000",
        "group.consumer.min.heartbeat.interval.ms", "500",
        "group.consumer.heartbeat.interval.ms", "1000");
  }
}
