package org.xipline.runtime.kafka;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.xipline.schemas.topic.Topic;
import org.xipline.schemas.topic.Topic.Cleanup;

/** Sees to it that the topics are there, and are what {@link Topic} says. */
public final class TopicSetup {

  private TopicSetup() {}

  /**
   * Creates the topics that are absent. Several services may do so at once.
   *
   * @param replicationFactor of new topics; -1 for the broker's default
   * @return whether all of them were there already, and can be written to
   * @throws TopicsUnsuitableException if topics that are there would break a promise: says which,
   *     and what to do
   * @throws KafkaException if the brokers cannot be asked, or there are too few of them
   */
  public static boolean ensure(Admin admin, short replicationFactor) {
    Map<Topic<?>, TopicDescription> descriptions = describe(admin);
    Map<Topic<?>, FoundTopic> found = withConfig(admin, descriptions);
    List<String> problems = TopicCheck.problems(found);
    if (!problems.isEmpty()) {
      throw new TopicsUnsuitableException(String.join("; ", problems));
    }
    List<Topic<?>> absent = Topic.all().stream().filter(it -> !found.containsKey(it)).toList();
    absent.forEach(topic -> create(admin, wanted(topic, found, replicationFactor)));
    return absent.isEmpty() && descriptions.values().stream().allMatch(TopicSetup::isLed);
  }

  /** Those that are there. */
  private static Map<Topic<?>, TopicDescription> describe(Admin admin) {
    List<String> names = Topic.all().stream().<String>map(Topic::name).toList();
    Map<String, KafkaFuture<TopicDescription>> answers =
        admin.describeTopics(names).topicNameValues();
    var found = new LinkedHashMap<Topic<?>, TopicDescription>();
    for (Topic<?> topic : Topic.all()) {
      try {
        found.put(topic, get(requireNonNull(answers.get(topic.name()))));
      } catch (UnknownTopicOrPartitionException _) {
        // It is created.
      }
    }
    return found;
  }

  private static boolean isLed(TopicDescription topic) {
    return topic.partitions().stream().allMatch(it -> it.leader() != null);
  }

  private static Map<Topic<?>, FoundTopic> withConfig(
      Admin admin, Map<Topic<?>, TopicDescription> descriptions) {
    Map<ConfigResource, Config> configs =
        get(admin.describeConfigs(resources(descriptions.keySet())).all());
    var found = new LinkedHashMap<Topic<?>, FoundTopic>();
    descriptions.forEach((topic, description) -> {
      Config config = requireNonNull(configs.get(resource(topic)));
      found.put(topic, new FoundTopic(description.partitions().size(), texts(config)));
    });
    return found;
  }

  private static List<ConfigResource> resources(Collection<Topic<?>> topics) {
    return topics.stream().map(TopicSetup::resource).toList();
  }

  private static ConfigResource resource(Topic<?> topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
  }

  private static Map<String, String> texts(Config config) {
    return config.entries().stream()
        .filter(entry -> entry.value() != null)
        .collect(toMap(ConfigEntry::name, ConfigEntry::value));
  }

  /** The retry topic follows a topic of messages that somebody made with another count. */
  private static NewTopic wanted(
      Topic<?> topic, Map<Topic<?>, FoundTopic> found, short replicationFactor) {
    FoundTopic messages = found.get(Topic.MESSAGES);
    int partitions =
        topic == Topic.MESSAGES_RETRY && messages != null
            ? messages.partitions()
            : topic.partitions();
    return new NewTopic(topic.name(), partitions, replicationFactor).configs(config(topic));
  }

  private static void create(Admin admin, NewTopic topic) {
    try {
      get(admin.createTopics(List.of(topic)).all());
    } catch (TopicExistsException _) {
      // Another service was faster.
    }
  }

  private static Map<String, String> config(Topic<?> topic) {
    var config = new HashMap<String, String>();
    config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(Topic.MAX_RECORD_BYTES));
    config.put(TopicConfig.CLEANUP_POLICY_CONFIG, policy(topic));
    config.put(TopicConfig.RETENTION_MS_CONFIG, retention(topic));
    return config;
  }

  static String policy(Topic<?> topic) {
    return topic.cleanup() == Cleanup.COMPACT
        ? TopicConfig.CLEANUP_POLICY_COMPACT
        : TopicConfig.CLEANUP_POLICY_DELETE;
  }

  static String retention(Topic<?> topic) {
    return topic.retention().map(age -> String.valueOf(age.toMillis())).orElse("-1");
  }

  private static <T> T get(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while topics were set up", e);
    }
  }
}
