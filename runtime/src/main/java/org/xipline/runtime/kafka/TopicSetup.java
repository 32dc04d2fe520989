package org.xipline.runtime.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.xipline.schemas.topic.Topic;

/** Sees to it that the topics are there, and are what {@link Topic} says. */
public final class TopicSetup {

  private TopicSetup() {}

  /**
   * Creates the topics that are absent. Several services may do so at once.
   *
   * @param replicationFactor of new topics; -1 for the broker's default
   * @throws IllegalStateException if a topic that is there has another number of partitions: says
   *     which, and what to do
   */
  public static void ensure(Admin admin, short replicationFactor) {
    var problems = new ArrayList<String>();
    for (Topic<?> topic : Topic.all()) {
      existing(admin, topic)
          .ifPresentOrElse(
              found -> check(topic, found).ifPresent(problems::add),
              () -> create(admin, topic, replicationFactor));
    }
    if (!problems.isEmpty()) {
      throw new IllegalStateException(String.join("; ", problems));
    }
  }

  private static Optional<TopicDescription> existing(Admin admin, Topic<?> topic) {
    try {
      var descriptions =
          get(() -> admin.describeTopics(List.of(topic.name())).allTopicNames().get());
      return Optional.ofNullable(descriptions.get(topic.name()));
    } catch (UnknownTopicOrPartitionException _) {
      return Optional.empty();
    }
  }

  /**
   * xip.messages and its retry topic stay together on one instance only while their counts are
   * equal.
   */
  private static Optional<String> check(Topic<?> topic, TopicDescription found) {
    int partitions = found.partitions().size();
    return partitions == topic.partitions()
        ? Optional.empty()
        : Optional.of(
            "topic %s has %d partitions where %d are expected: move its records to a topic of that many"
                .formatted(topic.name(), partitions, topic.partitions()));
  }

  private static void create(Admin admin, Topic<?> topic, short replicationFactor) {
    var wanted =
        new NewTopic(topic.name(), topic.partitions(), replicationFactor).configs(config(topic));
    try {
      get(() -> admin.createTopics(List.of(wanted)).all().get());
    } catch (TopicExistsException _) {
      // Another service was faster.
    }
  }

  private static Map<String, String> config(Topic<?> topic) {
    var config = new HashMap<String, String>();
    config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(Topic.MAX_RECORD_BYTES));
    switch (topic.cleanup()) {
      case DELETE ->
          config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
      case COMPACT ->
          config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    }
    config.put(
        TopicConfig.RETENTION_MS_CONFIG,
        topic.retention().map(age -> String.valueOf(age.toMillis())).orElse("-1"));
    return config;
  }

  private static <T> T get(AdminCall<T> call) {
    try {
      return call.run();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while topics were set up", e);
    }
  }

  @FunctionalInterface
  private interface AdminCall<T> {
    T run() throws ExecutionException, InterruptedException;
  }
}
