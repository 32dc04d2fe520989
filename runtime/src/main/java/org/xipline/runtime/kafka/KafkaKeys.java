package org.xipline.runtime.kafka;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.xipline.runtime.settings.Setting;
import org.xipline.runtime.settings.SettingType;
import org.xipline.runtime.settings.Settings;
import org.xipline.runtime.settings.SettingsCatalogue;
import org.xipline.runtime.settings.SettingsRule;
import org.xipline.schemas.topic.Topic;

/** Settings of the cluster and its topics. */
public final class KafkaKeys {
  private static final String STREAMS_REPLICATION = "replication.factor";
  private static final String STREAMS_INSYNC = "topic.min.insync.replicas";
  private static final String PARTITIONS_PREFIX = "topics.partitions.";

  public static final Setting<String> BOOTSTRAP_SERVERS =
      Setting.required(
          "kafka.bootstrap.servers",
          SettingType.text("HOST:PORT, comma-separated"),
          "The initial list of brokers. Any other property of the Kafka clients can follow"
              + " `kafka.` and is passed on unchanged. A secret can be read from a file:"
              + " `kafka.ssl.keystore.password-file`.");

  /** Empty for the broker's default. */
  public static final Setting<Optional<Integer>> REPLICATION_FACTOR =
      Setting.of(
          "topics.replication-factor",
          SettingType.number(1, 15).optional(),
          "",
          "The replication factor of topics that xipline creates, including those of Kafka"
              + " Streams. Default: the brokers' setting.");

  /** Empty for two, or one where there is one copy. */
  public static final Setting<Optional<Integer>> MIN_INSYNC_REPLICAS =
      Setting.of(
          "topics.min-insync-replicas",
          SettingType.number(1, 15).optional(),
          "",
          "How many replicas must have a record before it counts as written. Default: 2, or 1 if"
              + " `topics.replication-factor` is 1.");

  public static final Setting<NamePrefix> PREFIX =
      Setting.of(
          "topics.prefix",
          new SettingType<>("letters, digits, dots, dashes", false, NamePrefix::new),
          "",
          "The prefix of this installation's topics, groups and transactional ids. Installations"
              + " that share a Kafka cluster need different prefixes. Use the same value for"
              + " every process and command, and never change it.");

  private static final Map<Topic<?>, Setting<Optional<Integer>>> PARTITIONS =
      partitions(Topic.ARRIVALS, Topic.ENTRIES, Topic.MESSAGES, Topic.DEAD_LETTERS, Topic.OUTCOMES);

  /** What the topics shall be. */
  public static final SettingsCatalogue TOPICS =
      new SettingsCatalogue(
          "Topics",
          Stream.concat(
                  Stream.of(PREFIX, REPLICATION_FACTOR, MIN_INSYNC_REPLICAS),
                  PARTITIONS.values().stream())
              .toList(),
          List.of(
              new SettingsRule(
                  List.of(MIN_INSYNC_REPLICAS, REPLICATION_FACTOR),
                  KafkaKeys::canBeWritten,
                  "records could not be written with fewer replicas than must be in sync",
                  "make " + MIN_INSYNC_REPLICAS.key() + " smaller")));

  /** The cluster, and what its topics shall be. */
  public static final SettingsCatalogue CATALOGUE =
      new SettingsCatalogue(
          "Kafka",
          Stream.concat(Stream.of(BOOTSTRAP_SERVERS), TOPICS.settings().stream()).toList(),
          TOPICS.rules());

  private KafkaKeys() {}

  /** The cluster that is meant; who asks is not said yet. */
  public static KafkaConnection connection(Settings settings) {
    var properties = new HashMap<>(settings.kafkaProperties());
    settings
        .get(REPLICATION_FACTOR)
        .ifPresent(copies -> properties.put(STREAMS_REPLICATION, String.valueOf(copies)));
    plan(settings)
        .minInsyncReplicasOfNew()
        .ifPresent(copies -> properties.put(STREAMS_INSYNC, String.valueOf(copies)));
    return new KafkaConnection(
        settings.get(BOOTSTRAP_SERVERS), properties, "", settings.get(PREFIX));
  }

  /** What its topics shall be. */
  public static TopicPlan plan(Settings settings) {
    var partitions = new HashMap<Topic<?>, Integer>();
    PARTITIONS.forEach(
        (topic, setting) -> settings.get(setting).ifPresent(count -> partitions.put(topic, count)));
    Integer ofMessages = partitions.get(Topic.MESSAGES);
    if (ofMessages != null) {
      partitions.put(Topic.MESSAGES_RETRY, ofMessages);
    }
    return new TopicPlan(
        settings.get(PREFIX),
        partitions,
        settings.get(REPLICATION_FACTOR),
        settings.get(MIN_INSYNC_REPLICAS));
  }

  /** The setting that says how many partitions a topic has. */
  static String partitionsKey(Topic<?> topic) {
    Topic<?> counted = topic == Topic.MESSAGES_RETRY ? Topic.MESSAGES : topic;
    return PARTITIONS_PREFIX + counted.name().substring("xip.".length());
  }

  private static Map<Topic<?>, Setting<Optional<Integer>>> partitions(Topic<?>... topics) {
    var settings = new LinkedHashMap<Topic<?>, Setting<Optional<Integer>>>();
    for (Topic<?> topic : topics) {
      settings.put(topic, partitions(topic));
    }
    return Collections.unmodifiableMap(settings);
  }

  private static Setting<Optional<Integer>> partitions(Topic<?> topic) {
    String retries =
        topic == Topic.MESSAGES ? " or `%s`".formatted(Topic.MESSAGES_RETRY.name()) : "";
    return Setting.of(
        partitionsKey(topic),
        SettingType.number(1, 10_000).optional(),
        "",
        ("The number of partitions with which `%s`%s is created. Default: %d. A different number"
                + " in an existing topic is reported.")
            .formatted(topic.name(), retries, topic.partitions()));
  }

  private static boolean canBeWritten(Settings settings) {
    int least = settings.get(MIN_INSYNC_REPLICAS).orElse(1);
    return least <= settings.get(REPLICATION_FACTOR).orElse(least);
  }
}
