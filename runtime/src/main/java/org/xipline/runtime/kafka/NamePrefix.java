package org.xipline.runtime.kafka;

import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.xipline.schemas.topic.ConsumerGroup;
import org.xipline.schemas.topic.Topic;

/**
 * What the names of one installation begin with on the brokers: topics, groups, application ids and
 * transactional ids. Two installations with different prefixes share a cluster. Inside xipline a
 * name has no prefix: {@link KafkaClients} puts it on and takes it off.
 *
 * @param text empty for an installation that has the cluster to itself
 */
public record NamePrefix(String text) {
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9._-]{0,100}");

  /** The names as they are. */
  public static final NamePrefix NONE = new NamePrefix("");

  public NamePrefix {
    if (!LEGAL.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a prefix may contain only letters, digits, '.', '_'" + " and '-': " + text);
    }
  }

  public boolean isEmpty() {
    return text.isEmpty();
  }

  /** The name on the brokers. */
  public String on(String name) {
    return text + name;
  }

  /** The name of a topic on the brokers. */
  public String on(Topic<?> topic) {
    return on(topic.name());
  }

  /** The name of a group on the brokers. */
  public String on(ConsumerGroup group) {
    return on(group.name());
  }

  /** Whether a name on the brokers begins with it. */
  public boolean isOn(String name) {
    return name.startsWith(text);
  }

  /** The name inside xipline; a name that does not begin with the prefix stays as it is. */
  public String off(String name) {
    return isOn(name) ? name.substring(text.length()) : name;
  }

  TopicPartition on(TopicPartition partition) {
    return new TopicPartition(on(partition.topic()), partition.partition());
  }

  TopicPartition off(TopicPartition partition) {
    return new TopicPartition(off(partition.topic()), partition.partition());
  }

  Set<TopicPartition> on(Collection<TopicPartition> partitions) {
    return partitions.stream().map(this::on).collect(toSet());
  }

  Set<TopicPartition> off(Collection<TopicPartition> partitions) {
    return partitions.stream().map(this::off).collect(toSet());
  }

  /** The values may be null. */
  <V> Map<TopicPartition, V> on(Map<TopicPartition, V> byPartition) {
    var mapped = new HashMap<TopicPartition, V>();
    byPartition.forEach((partition, value) -> mapped.put(on(partition), value));
    return mapped;
  }

  /** The values may be null. */
  <V> Map<TopicPartition, V> off(Map<TopicPartition, V> byPartition) {
    var mapped = new HashMap<TopicPartition, V>();
    byPartition.forEach((partition, value) -> mapped.put(off(partition), value));
    return mapped;
  }
}
