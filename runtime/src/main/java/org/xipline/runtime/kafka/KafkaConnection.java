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
 */
public record KafkaConnection(
    String bootstrapServers, Map<String, String> properties, String instanceId) {

  public KafkaConnection {
    properties = Map.copyOf(properties);
  }

  /** Without further properties, dynamic membership. */
  public static KafkaConnection to(String bootstrapServers) {
    return new KafkaConnection(bootstrapServers, Map.of(), "");
  }

  /** The same cluster, under a stable name. */
  public KafkaConnection as(String instance) {
    return new KafkaConnection(bootstrapServers, properties, instance);
  }

  /** Without the values of the properties: some are secret. */
  @Override
  public String toString() {
    return "%s %s %s".formatted(bootstrapServers, properties.keySet(), instanceId);
  }
}
