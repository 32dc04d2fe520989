package org.xipline.runtime.kafka;

import java.util.Map;

/**
 * A topic as it is on the brokers.
 *
 * @param partitions how many
 * @param config by the names of Kafka's topic configuration
 */
record FoundTopic(int partitions, Map<String, String> config) {

  FoundTopic {
    config = Map.copyOf(config);
  }

  String setting(String name) {
    return config.getOrDefault(name, "");
  }
}
