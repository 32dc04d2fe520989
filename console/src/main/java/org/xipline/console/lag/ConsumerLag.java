package org.xipline.console.lag;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.schemas.topic.Topic;

/**
 * Asks the brokers, and no service, how far the groups that read xipline's topics are behind: it
 * answers also when they are dead.
 */
public final class ConsumerLag {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaClients clients;

  public ConsumerLag(KafkaClients clients) {
    this.clients = clients;
  }

  /** Every partition that a group has committed an offset of, by group, topic and partition. */
  public List<PartitionLag> read(Instant now) {
    try (Admin admin = clients.admin();
        Consumer<String, byte[]> consumer = clients.assignedConsumer()) {
      Map<String, Map<TopicPartition, Long>> committed = committed(admin);
      Map<TopicPartition, Long> ends = ends(admin, committed.values());
      var lags = new ArrayList<PartitionLag>();
      committed.forEach((group, offsets) ->
          offsets.forEach(
              (partition, offset) -> lags.add(lag(consumer, group, partition, offset, ends, now))));
      lags.sort(
          comparing(PartitionLag::group)
              .thenComparing(PartitionLag::topic)
              .thenComparing(PartitionLag::partition));
      return lags;
    }
  }

  private static Map<String, Map<TopicPartition, Long>> committed(Admin admin) {
    Set<String> topics = Set.copyOf(Topic.all().stream().<String>map(Topic::name).toList());
    Map<String, ListConsumerGroupOffsetsSpec> wanted =
        get(admin.listGroups().all()).stream()
            .map(GroupListing::groupId)
            .collect(toMap(group -> group, _ -> new ListConsumerGroupOffsetsSpec()));
    if (wanted.isEmpty()) {
      return Map.of();
    }
    var committed = new HashMap<String, Map<TopicPartition, Long>>();
    get(admin.listConsumerGroupOffsets(wanted).all())
        .forEach((group, offsets) -> committed.put(group, of(offsets, topics::contains)));
    return committed;
  }

  /** Without a commit the value is null. */
  private static Map<TopicPartition, Long> of(
      Map<TopicPartition, OffsetAndMetadata> offsets, Predicate<String> isOurs) {
    var committed = new HashMap<TopicPartition, Long>();
    offsets.forEach((partition, offset) -> {
      if (offset != null && isOurs.test(partition.topic())) {
        committed.put(partition, offset.offset());
      }
    });
    return committed;
  }

  private static Map<TopicPartition, Long> ends(
      Admin admin, Collection<Map<TopicPartition, Long>> committed) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    committed.forEach(
        offsets -> offsets.keySet().forEach(it -> wanted.put(it, OffsetSpec.latest())));
    var ends = new HashMap<TopicPartition, Long>();
    get(admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all())
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  private static PartitionLag lag(
      Consumer<String, byte[]> consumer,
      String group,
      TopicPartition partition,
      long committed,
      Map<TopicPartition, Long> ends,
      Instant now) {
    long end = ends.getOrDefault(partition, committed);
    Duration time =
        end > committed ? waiting(consumer, partition, committed, end, now) : Duration.ZERO;
    return new PartitionLag(group, partition.topic(), partition.partition(), committed, end, time);
  }

  /** What transactions leave between records is no record, and waits for nobody. */
  private static Duration waiting(
      Consumer<String, byte[]> consumer,
      TopicPartition partition,
      long committed,
      long end,
      Instant now) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, committed);
    while (consumer.position(partition) < end) {
      var records = consumer.poll(POLL).records(partition);
      if (!records.isEmpty()) {
        Duration time = Duration.between(Instant.ofEpochMilli(records.getFirst().timestamp()), now);
        return time.isNegative() ? Duration.ZERO : time;
      }
    }
    return Duration.ZERO;
  }

  private static <T> T get(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while the brokers were asked", e);
    }
  }
}
