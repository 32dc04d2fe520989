package org.xipline.runtime.kafka;

import java.util.Map;

/**
 * A topic as it is on the brokers.
 *
 * @param partitions how many
 * @param copies of the partition that has the fewest
 * @param led whether every partition has a leader
 * @param config by the names of Kafka's topic configuration
 */
public record FoundTopic(int partitions, int copies, boolean led, Map<String, String> config) {

  public FoundTopic {
    config = Map.copyOf(config);
  }

  /** Empty where the brokers do not say. */
  public String setting(String name) {
    return config.getOrDefault(name, "");
  }
}
