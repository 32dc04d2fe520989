package org.xipline.console.lag;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.NamePrefix;

/**
 * When the record was written that somebody goes on at, by reading it. What is known from the last
 * round is not read again. For one thread.
 */
final class FirstRecords implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** The least: the broker gives one batch whatever is asked for. */
  private static final Map<String, Object> ONE_RECORD =
      Map.of(
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1,
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1,
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);

  private final NamePrefix prefix;
  private final Consumer<String, byte[]> committed;
  private final Consumer<String, byte[]> uncommitted;
  private final InstantSource clock;
  private Map<Place, Known> lastRound = Map.of();
  private Map<Place, Known> thisRound = new HashMap<>();

  /** An offset that somebody goes on at. */
  private record Place(TopicPartition partition, long offset) {}

  /**
   * What was found there.
   *
   * @param written none where only offsets follow that transactions left
   * @param end of the partition when that was found
   */
  private record Known(Optional<Instant> written, long end) {}

  FirstRecords(KafkaClients clients, InstantSource clock) {
    this.prefix = clients.prefix();
    this.clock = clock;
    this.committed = clients.assignedConsumer(ONE_RECORD);
    var all = new HashMap<>(ONE_RECORD);
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    this.uncommitted = clients.assignedConsumer(all);
  }

  /** What the last round did not ask for is forgotten. */
  void startRound() {
    lastRound = thisRound;
    thisRound = new HashMap<>();
  }

  /**
   * When the first record at or behind this offset was written: a committed one, or else one of an
   * open transaction. Empty where none is left.
   */
  Optional<Instant> writtenAt(TopicPartition partition, long offset, Extent extent) {
    return thisRound
        .computeIfAbsent(new Place(partition, offset), place -> find(place, extent))
        .written();
  }

  @Override
  public void close() {
    committed.close();
    uncommitted.close();
  }

  /** A record stays where it is, wherever the topic ends by now. */
  private Known find(Place place, Extent extent) {
    Known before = lastRound.get(place);
    if (before != null && (before.written().isPresent() || before.end() == extent.end())) {
      return before;
    }
    Optional<Instant> written =
        first(committed, place.partition(), place.offset(), extent.stable())
            .or(() ->
                first(
                    uncommitted,
                    place.partition(),
                    Math.max(place.offset(), extent.stable()),
                    extent.end()));
    return new Known(written, extent.end());
  }

  /** What transactions leave between records is no record, and waits for nobody. */
  private Optional<Instant> first(
      Consumer<String, byte[]> consumer, TopicPartition onBrokers, long from, long end) {
    if (from >= end) {
      return Optional.empty();
    }
    var partition = new TopicPartition(prefix.off(onBrokers.topic()), onBrokers.partition());
    Instant deadline = clock.instant().plus(ANSWER);
    consumer.assign(List.of(partition));
    consumer.seek(partition, from);
    while (consumer.position(partition, ANSWER) < end) {
      var records = consumer.poll(POLL).records(partition);
      if (!records.isEmpty()) {
        return Optional.of(Instant.ofEpochMilli(records.getFirst().timestamp()));
      }
      if (clock.instant().isAfter(deadline)) {
        throw new TimeoutException("no record of " + onBrokers + " within " + ANSWER);
      }
    }
    return Optional.empty();
  }
}
