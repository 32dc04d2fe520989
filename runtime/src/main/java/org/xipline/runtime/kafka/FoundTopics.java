package org.xipline.runtime.kafka;

import java.util.Map;
import java.util.Optional;
import org.xipline.schemas.topic.Topic;

/**
 * The topics of an installation as they are on the brokers.
 *
 * @param topics those that are there
 * @param changelogs partitions of the topics behind the ledger's stores, by name on the brokers
 * @param brokers how many there are
 */
public record FoundTopics(
    Map<Topic<?>, FoundTopic> topics, Map<String, Integer> changelogs, int brokers) {

  public FoundTopics {
    topics = Map.copyOf(topics);
    changelogs = Map.copyOf(changelogs);
  }

  /** Empty where it is not there. */
  public Optional<FoundTopic> find(Topic<?> topic) {
    return Optional.ofNullable(topics.get(topic));
  }
}
