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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.schemas.topic.Topic;

/**
 * Reads the lag of the groups again and again, over connections that stay open. A reading costs
 * three questions to the brokers, and one batch of records for each partition whose group has moved
 * and is behind still. For one thread.
 */
public final class LagReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** The least: the broker gives one batch whatever is asked for. */
  private static final Map<String, ?> ONE_RECORD =
      Map.of(
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1,
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1,
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);

  private final Admin admin;
  private final Consumer<String, byte[]> consumer;

  /** When the record that a group goes on at was written; none where only gaps are left. */
  private Map<Place, Optional<Instant>> written = Map.of();

  private record Place(TopicPartition partition, long offset, long end) {}

  public LagReader(KafkaClients clients) {
    this.admin =
        clients.admin(
            Map.of(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis()));
    this.consumer = clients.assignedConsumer(ONE_RECORD);
  }

  /**
   * Every partition that a group has committed an offset of, by group, topic and partition.
   *
   * @throws KafkaException if the brokers do not answer in time
   */
  public List<PartitionLag> read(Instant now) {
    Map<String, Map<TopicPartition, Long>> committed = committed();
    Map<TopicPartition, Long> ends = ends(committed.values());
    var lags = new ArrayList<PartitionLag>();
    var known = new HashMap<Place, Optional<Instant>>();
    committed.forEach((group, offsets) ->
        offsets.forEach((partition, offset) -> {
          var place = new Place(partition, offset, ends.getOrDefault(partition, offset));
          lags.add(lag(group, place, known.computeIfAbsent(place, this::writtenAt), now));
        }));
    written = known;
    lags.sort(
        comparing(PartitionLag::group)
            .thenComparing(PartitionLag::topic)
            .thenComparing(PartitionLag::partition));
    return lags;
  }

  @Override
  public void close() {
    consumer.close();
    admin.close(ANSWER);
  }

  private Map<String, Map<TopicPartition, Long>> committed() {
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

  private Map<TopicPartition, Long> ends(Collection<Map<TopicPartition, Long>> committed) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    committed.forEach(
        offsets -> offsets.keySet().forEach(it -> wanted.put(it, OffsetSpec.latest())));
    var ends = new HashMap<TopicPartition, Long>();
    get(admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all())
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  private static PartitionLag lag(
      String group, Place place, Optional<Instant> writtenAt, Instant now) {
    Duration time =
        writtenAt
            .map(it -> Duration.between(it, now))
            .filter(Duration::isPositive)
            .orElse(Duration.ZERO);
    TopicPartition partition = place.partition();
    return new PartitionLag(
        group, partition.topic(), partition.partition(), place.offset(), place.end(), time);
  }

  private Optional<Instant> writtenAt(Place place) {
    if (place.end() <= place.offset()) {
      return Optional.empty();
    }
    Optional<Instant> before = writtenBefore(place);
    return before.isPresent() ? before : firstRecord(place);
  }

  /** A group that stands still waits for the same record, wherever the topic ends by now. */
  private Optional<Instant> writtenBefore(Place place) {
    return written.entrySet().stream()
        .filter(it -> it.getKey().partition().equals(place.partition()))
        .filter(it -> it.getKey().offset() == place.offset())
        .flatMap(it -> it.getValue().stream())
        .findFirst();
  }

  /** What transactions leave between records is no record, and waits for nobody. */
  private Optional<Instant> firstRecord(Place place) {
    Instant deadline = Instant.now().plus(ANSWER);
    TopicPartition partition = place.partition();
    consumer.assign(List.of(partition));
    consumer.seek(partition, place.offset());
    while (consumer.position(partition, ANSWER) < place.end()) {
      var records = consumer.poll(POLL).records(partition);
      if (!records.isEmpty()) {
        return Optional.of(Instant.ofEpochMilli(records.getFirst().timestamp()));
      }
      if (Instant.now().isAfter(deadline)) {
        throw new TimeoutException("no record of " + partition + " within " + ANSWER);
      }
    }
    return Optional.empty();
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
