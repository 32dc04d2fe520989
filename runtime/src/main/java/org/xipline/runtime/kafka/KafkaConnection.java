package org.xipline.runtime.kafka;

import java.util.Map;

/**
 * How to reach the cluster, and nothing about what for.
 *
 * @param bootstrapServers {@code host:port}, comma-separated
 * @param properties any Kafka client property (TLS, SASL …), passed through to every client as it
 *     is
 * @param instanceId stable name of this process among its like, for static group membership: a
 *     restarted process takes its old place at once. Empty for dynamic membership.
 * @param prefix of every name of this installation on the brokers
 */
public record KafkaConnection(
    String bootstrapServers, Map<String, String> properties, String instanceId, NamePrefix prefix) {
  private static final Map<String, String> NEARBY =
      Map.of(
          "commit.interval.ms", "100",
          "fetch.max.wait.ms", "100",
          "restore.consumer.fetch.max.wait.ms", "10",
          "retry.backoff.ms", "20");

  public KafkaConnection {
    properties = Map.copyOf(properties);
  }

  /** One of an installation whose names have no prefix. */
  public KafkaConnection(
      String bootstrapServers, Map<String, String> properties, String instanceId) {
    this(bootstrapServers, properties, instanceId, NamePrefix.NONE);
  }

  /** Without further properties, dynamic membership. */
  public static KafkaConnection to(String bootstrapServers) {
    return new KafkaConnection(bootstrapServers, Map.of(), "");
  }

  /**
   * A broker on this machine, which is asked often rather than long: a client waits for the answer
   * to its last question before it closes, or turns to other partitions.
   */
  public static KafkaConnection nearby(String bootstrapServers) {
    return new KafkaConnection(bootstrapServers, NEARBY, "");
  }

  /** The same cluster, under a stable name. */
  public KafkaConnection as(String instance) {
    return new KafkaConnection(bootstrapServers, properties, instance, prefix);
  }

  /** The same cluster, for the installation whose names begin with this. */
  public KafkaConnection with(NamePrefix installation) {
    return new KafkaConnection(bootstrapServers, properties, instanceId, installation);
  }

  /** Without the values of the properties: some are secret. */
  @Override
  public String toString() {
    return "%s %s %s %s"
        .formatted(bootstrapServers, properties.keySet(), instanceId, prefix.text());
  }
}
