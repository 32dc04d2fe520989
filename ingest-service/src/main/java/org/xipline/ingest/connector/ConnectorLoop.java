package org.xipline.ingest.connector;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.kafka.GroupPoll;
import org.xipline.runtime.kafka.TopicTable;
import org.xipline.runtime.service.FailureListener;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.ConnectorRun;
import org.xipline.schemas.topic.Topic;

/**
 * Follows the registry as a member of a group: whoever is given a partition of it polls the drops
 * of the connectors in there. The thread that polls the registry waits for no drop.
 */
final class ConnectorLoop implements Runnable, AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(ConnectorLoop.class);
  private static final Duration POLL = Duration.ofMillis(250);

  private final Consumer<String, byte[]> registry;
  private final TopicTable<ConnectorRun> runs;
  private final ArrivalTopics book;
  private final OwnedConnectors owned;
  private final DropMetrics metrics;
  private final InstantSource clock;
  private final FailureListener failures;

  /** How far the registry must be read before turns are taken; empty until that is known. */
  private final Map<TopicPartition, OptionalLong> unread = new HashMap<>();

  private final Map<String, String> unusable = new TreeMap<>();
  private volatile Health health = Health.up();
  private volatile boolean closing;

  /**
   * @param registry a member of the group; closed by this loop, as are the runs and the book
   * @param failures told when the loop cannot go on
   */
  ConnectorLoop(
      Consumer<String, byte[]> registry,
      TopicTable<ConnectorRun> runs,
      ArrivalTopics book,
      OwnedConnectors owned,
      DropMetrics metrics,
      InstantSource clock,
      FailureListener failures) {
    this.registry = registry;
    this.runs = runs;
    this.book = book;
    this.owned = owned;
    this.metrics = metrics;
    this.clock = clock;
    this.failures = failures;
  }

  @Override
  public void run() {
    try (registry;
        runs;
        book) {
      subscribe();
      while (!closing) {
        round();
      }
    } catch (RuntimeException e) {
      if (!closing) {
        failures.failed("drops", e);
      }
    }
  }

  /** Asks the loop to end; a drop that is being looked into is left as it is. */
  @Override
  public void close() {
    closing = true;
    registry.wakeup();
  }

  /** What the drops wait for. */
  Health health() {
    return health;
  }

  void subscribe() {
    registry.subscribe(List.of(Topic.CONNECTORS.name()), new TakeOver());
  }

  /** Hears of changes and answers, and begins the turns that it is time for. */
  void round() {
    try {
      GroupPoll.poll(registry, POLL).forEach(this::take);
      book.readOn();
      if (isRegistryRead()) {
        owned.takeTurns();
      }
      show(clock.instant());
    } catch (RetriableException e) {
      // What was polled may not have been taken: the registry is small, and is read again.
      registry.seekToBeginning(registry.assignment());
      brokersDoNotAnswer(e);
    }
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    unusable.remove(record.key());
    if (record.value() == null) {
      owned.remove(record.key());
      return;
    }
    try {
      Connector connector = Connector.parseFrom(record.value());
      Schedules.requireValid(connector);
      owned.put(record.partition(), connector);
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      String reason = String.valueOf(e.getMessage());
      owned.remove(record.key());
      unusable.put(record.key(), reason);
      LOGGER
          .atWarn()
          .addKeyValue("connector", record.key())
          .addKeyValue("error", reason)
          .log("a connector cannot be read, so its drop is not polled");
    }
  }

  /** Turns wait until the registry is known as it is, and not as it once was. */
  private boolean isRegistryRead() {
    unread.replaceAll((partition, end) -> end.isPresent() ? end : endOf(partition));
    unread
        .entrySet()
        .removeIf(it -> registry.position(it.getKey()) >= it.getValue().orElse(Long.MAX_VALUE));
    return unread.isEmpty();
  }

  private OptionalLong endOf(TopicPartition partition) {
    Long end = registry.endOffsets(List.of(partition)).get(partition);
    return end == null ? OptionalLong.empty() : OptionalLong.of(end);
  }

  private void show(Instant now) {
    List<ConnectorView> views = owned.views();
    metrics.show(views, now);
    health = DropHealth.of(views, unusable, now);
  }

  private void brokersDoNotAnswer(RetriableException cause) {
    String reason = "the brokers do not answer: " + cause.getMessage();
    health = Health.degraded(reason);
    LOGGER.atWarn().addKeyValue("error", reason).log("drops wait for the brokers");
  }

  private final class TakeOver implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      for (TopicPartition partition : partitions) {
        unread.remove(partition);
        owned.removeAllOf(partition.partition());
      }
    }

    /** The whole of a partition says which connectors there are. */
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      registry.seekToBeginning(partitions);
      partitions.forEach(partition -> unread.put(partition, OptionalLong.empty()));
    }
  }
}
