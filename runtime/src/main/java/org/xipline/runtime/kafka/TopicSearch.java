package org.xipline.runtime.kafka;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.xipline.runtime.kafka.Answers.get;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.xipline.schemas.topic.ConsumerGroup;
import org.xipline.schemas.topic.Topic;

/** Asks the brokers how the topics are. */
final class TopicSearch {
  private static final String OF_STORE = "-changelog";

  private final Admin admin;
  private final NamePrefix prefix;

  TopicSearch(Admin admin, NamePrefix prefix) {
    this.admin = admin;
    this.prefix = prefix;
  }

  /**
   * Those of these topics that are there.
   *
   * @throws KafkaException if the brokers cannot be asked
   */
  FoundTopics find(Collection<Topic<?>> topics) {
    return new FoundTopics(
        withConfig(describe(topics)),
        topics.contains(Topic.OUTCOMES) ? changelogs() : Map.of(),
        get(admin.describeCluster().nodes()).size());
  }

  private Map<Topic<?>, TopicDescription> describe(Collection<Topic<?>> topics) {
    List<String> names = topics.stream().<String>map(prefix::on).toList();
    Map<String, KafkaFuture<TopicDescription>> answers =
        admin.describeTopics(names).topicNameValues();
    var found = new LinkedHashMap<Topic<?>, TopicDescription>();
    for (Topic<?> topic : topics) {
      try {
        found.put(topic, get(requireNonNull(answers.get(prefix.on(topic)))));
      } catch (UnknownTopicOrPartitionException _) {
        // It is not there.
      }
    }
    return found;
  }

  private Map<Topic<?>, FoundTopic> withConfig(Map<Topic<?>, TopicDescription> descriptions) {
    List<ConfigResource> resources =
        descriptions.keySet().stream().<ConfigResource>map(this::resource).toList();
    Map<ConfigResource, Config> configs = get(admin.describeConfigs(resources).all());
    var found = new HashMap<Topic<?>, FoundTopic>();
    descriptions.forEach((topic, description) ->
        found.put(topic, foundTopic(description, requireNonNull(configs.get(resource(topic))))));
    return found;
  }

  private ConfigResource resource(Topic<?> topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, prefix.on(topic));
  }

  private static FoundTopic foundTopic(TopicDescription topic, Config config) {
    return new FoundTopic(
        topic.partitions().size(),
        topic.partitions().stream().mapToInt(it -> it.replicas().size()).min().orElse(0),
        topic.partitions().stream().allMatch(it -> it.leader() != null),
        config.entries().stream()
            .filter(entry -> entry.value() != null)
            .collect(toMap(ConfigEntry::name, ConfigEntry::value)));
  }

  private Map<String, Integer> changelogs() {
    String begin = prefix.on(ConsumerGroup.LEDGER) + "-";
    List<String> names =
        get(admin.listTopics().names()).stream()
            .filter(name -> name.startsWith(begin) && name.endsWith(OF_STORE))
            .toList();
    return get(admin.describeTopics(names).allTopicNames()).entrySet().stream()
        .collect(toMap(Map.Entry::getKey, topic -> topic.getValue().partitions().size()));
  }
}
