package org.xipline.console.lag;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.xipline.runtime.kafka.Answers;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.NamePrefix;
import org.xipline.schemas.topic.ConsumerGroup;
import org.xipline.schemas.topic.Topic;

/**
 * Reads the lag of the groups again and again, over connections that stay open. A reading costs a
 * handful of questions to the brokers, and one batch of records for each partition whose group has
 * moved and is behind still. For one thread.
 */
public final class LagReader implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final NamePrefix prefix;
  private final Admin admin;
  private final FirstRecords firstRecords;

  public LagReader(KafkaClients clients, InstantSource clock) {
    this.prefix = clients.prefix();
    this.admin =
        clients.admin(
            Map.of(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis()));
    this.firstRecords = new FirstRecords(clients, clock);
  }

  /**
   * Every partition of the topics of every group that is expected, whether or not the brokers know
   * the group, and of further ones that do the same work.
   *
   * @throws KafkaException if the brokers do not answer in time
   */
  public LagReading read(Collection<ConsumerGroup> expected, Instant now) {
    Map<TopicPartition, Extent> extents =
        new Extents(admin).of(Topic.all().stream().<String>map(prefix::on).toList());
    Map<String, Readership> readerships = readerships(expected);
    firstRecords.startRound();
    return new LagReading(
        lags(readerships, extents, now), transactions(extents, now), members(readerships));
  }

  /** What a group reads. */
  private record Readership(ConsumerGroup group, boolean expected) {}

  @Override
  public void close() {
    firstRecords.close();
    admin.close(ANSWER);
  }

  /** By name on the brokers. */
  private Map<String, Readership> readerships(Collection<ConsumerGroup> expected) {
    var readerships = new HashMap<String, Readership>();
    for (GroupListing listing : Answers.get(admin.listGroups().all())) {
      String name = listing.groupId();
      if (prefix.isOn(name)) {
        ConsumerGroup.all().stream()
            .filter(group -> group.includes(prefix.off(name)))
            .forEach(group -> readerships.put(name, new Readership(group, false)));
      }
    }
    expected.forEach(group -> readerships.put(prefix.on(group), new Readership(group, true)));
    return readerships;
  }

  private List<GroupMembers> members(Map<String, Readership> readerships) {
    return new GroupOffsets(admin)
        .members(readerships.keySet()).entrySet().stream()
            .map(it ->
                new GroupMembers(it.getKey(), isExpected(readerships, it.getKey()), it.getValue()))
            .toList();
  }

  private static boolean isExpected(Map<String, Readership> readerships, String group) {
    Readership readership = readerships.get(group);
    return readership != null && readership.expected();
  }

  private List<PartitionLag> lags(
      Map<String, Readership> readerships, Map<TopicPartition, Extent> extents, Instant now) {
    Map<String, Map<TopicPartition, Long>> committed =
        new GroupOffsets(admin).committed(readerships.keySet());
    var lags = new ArrayList<PartitionLag>();
    readerships.forEach((name, readership) -> {
      Set<String> topics = topicsOf(readership.group());
      Map<TopicPartition, Long> offsets = committed.getOrDefault(name, Map.of());
      extents.forEach((partition, extent) -> {
        if (topics.contains(partition.topic())) {
          lags.add(lag(name, partition, extent, committedAt(offsets, partition), now));
        }
      });
    });
    lags.sort(
        comparing(PartitionLag::group)
            .thenComparing(PartitionLag::topic)
            .thenComparing(PartitionLag::partition));
    return lags;
  }

  /** Those in which it has a lag. */
  private Set<String> topicsOf(ConsumerGroup group) {
    return group.commits()
        ? group.topics().stream().map(prefix::on).collect(toUnmodifiableSet())
        : Set.of();
  }

  private static OptionalLong committedAt(
      Map<TopicPartition, Long> offsets, TopicPartition partition) {
    Long offset = offsets.get(partition);
    return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  private PartitionLag lag(
      String group, TopicPartition partition, Extent extent, OptionalLong committed, Instant now) {
    var lag =
        new PartitionLag(
            group,
            partition.topic(),
            partition.partition(),
            committed,
            extent.begin(),
            extent.end(),
            Duration.ZERO);
    return lag.records() == 0
        ? lag
        : lag.since(firstRecords.writtenAt(partition, lag.position(), extent), now);
  }

  private List<OpenTransactions> transactions(Map<TopicPartition, Extent> extents, Instant now) {
    var transactions = new ArrayList<OpenTransactions>();
    extents.forEach((partition, extent) -> {
      Optional<Instant> since =
          extent.end() > extent.stable()
              ? firstRecords.writtenAt(partition, extent.stable(), extent)
              : Optional.empty();
      transactions.add(
          new OpenTransactions(
              partition.topic(),
              partition.partition(),
              extent.end() - extent.stable(),
              PartitionLag.between(since, now)));
    });
    return transactions;
  }
}
