package org.xipline.runtime.kafka;

import static java.util.stream.Collectors.joining;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.xipline.schemas.topic.Topic;

/**
 * A topic as it is created.
 *
 * @param topic what it holds
 * @param name on the brokers
 * @param partitions how many
 * @param replicationFactor empty for the brokers' default
 * @param config by the names of Kafka's topic configuration
 */
public record WantedTopic(
    Topic<?> topic,
    String name,
    int partitions,
    Optional<Integer> replicationFactor,
    Map<String, String> config) {

  public WantedTopic {
    config = Collections.unmodifiableMap(new TreeMap<>(config));
  }

  /**
   * How many copies must have a record before it counts as written; empty for the brokers' default.
   */
  public Optional<String> minInsyncReplicas() {
    return Optional.ofNullable(config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG));
  }

  /**
   * The command that creates it, for whoever administers the brokers.
   *
   * @param bootstrapServers what the command is given for them
   */
  public String command(String bootstrapServers) {
    String copies = replicationFactor.map(it -> " --replication-factor " + it).orElse("");
    String settings =
        config.entrySet().stream()
            .map(it -> " --config " + it.getKey() + "=" + it.getValue())
            .collect(joining());
    return "kafka-topics.sh --bootstrap-server %s --create --if-not-exists --topic %s --partitions %d%s%s"
        .formatted(bootstrapServers, name, partitions, copies, settings);
  }

  NewTopic asNewTopic() {
    return new NewTopic(name, Optional.of(partitions), replicationFactor.map(Integer::shortValue))
        .configs(config);
  }

  WantedTopic withPartitions(int others) {
    return new WantedTopic(topic, name, others, replicationFactor, config);
  }
}
