package org.xipline.ingest.connector;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.runtime.kafka.TopicTable;
import org.xipline.runtime.service.FailureListener;
import org.xipline.schemas.record.ArrivalAnswer;
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
  private final TopicTable<ArrivalAnswer> answers;
  private final ConnectorTask.Pollers pollers;
  private final Arrivals arrivals;
  private final DropMetrics metrics;
  private final Duration between;
  private final InstantSource clock;
  private final FailureListener failures;
  private final ExecutorService turns = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Owned> owned = new HashMap<>();
  private volatile boolean closing;

  private record Owned(int partition, ConnectorTask task, Future<?> turn, Instant turnedAt) {}

  ConnectorLoop(
      Consumer<String, byte[]> registry,
      TopicTable<ConnectorRun> runs,
      TopicTable<ArrivalAnswer> answers,
      ConnectorTask.Pollers pollers,
      Arrivals arrivals,
      DropMetrics metrics,
      Duration between,
      InstantSource clock,
      FailureListener failures) {
    this.registry = registry;
    this.runs = runs;
    this.answers = answers;
    this.pollers = pollers;
    this.arrivals = arrivals;
    this.metrics = metrics;
    this.between = between;
    this.clock = clock;
    this.failures = failures;
  }

  @Override
  public void run() {
    try (registry;
        runs;
        answers) {
      registry.subscribe(List.of(Topic.CONNECTORS.name()), new TakeOver());
      while (!closing) {
        registry.poll(POLL).forEach(this::take);
        answers.catchUp();
        takeTurns(clock.instant());
      }
    } catch (WakeupException e) {
      if (!closing) {
        failures.failed("drops", e);
      }
    } catch (RuntimeException e) {
      failures.failed("drops", e);
    } finally {
      turns.shutdownNow();
    }
  }

  /** Asks the loop to end; a drop that is being looked into is left as it is. */
  @Override
  public void close() {
    closing = true;
    registry.wakeup();
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      giveUp(record.key());
      return;
    }
    try {
      Connector connector = Connector.parseFrom(record.value());
      Schedules.requireValid(connector);
      take(record.partition(), connector);
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      LOGGER
          .atWarn()
          .addKeyValue("connector", record.key())
          .addKeyValue("error", String.valueOf(e.getMessage()))
          .log("a connector cannot be read and is not polled");
    }
  }

  private void take(int partition, Connector connector) {
    Owned before = owned.get(connector.getName());
    if (before != null && before.task().connector().getDrop().equals(connector.getDrop())) {
      before.task().changed(connector);
      return;
    }
    giveUp(connector.getName());
    runs.catchUp();
    ConnectorRun last = runs.find(connector.getName()).orElseGet(ConnectorRun::getDefaultInstance);
    var task = new ConnectorTask(connector, last, pollers, arrivals);
    owned.put(
        connector.getName(),
        new Owned(partition, task, CompletableFuture.completedFuture(null), Instant.EPOCH));
  }

  private void takeTurns(Instant now) {
    var missing = new TreeMap<String, Boolean>();
    owned.replaceAll((name, one) -> {
      Connector connector = one.task().connector();
      missing.put(
          name, ExpectedFeed.missingSince(connector, one.task().lastRun(), now).isPresent());
      return one.turn().isDone() && !now.isBefore(one.turnedAt().plus(between))
          ? new Owned(one.partition(), one.task(), turns.submit(() -> turn(one.task())), now)
          : one;
    });
    metrics.feeds(missing);
  }

  private void turn(ConnectorTask task) {
    try {
      task.turn(clock.instant());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void giveUp(String connector) {
    Owned one = owned.remove(connector);
    if (one != null) {
      one.turn().cancel(true);
    }
  }

  private final class TakeOver implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      for (TopicPartition partition : partitions) {
        List.copyOf(owned.entrySet()).stream()
            .filter(one -> one.getValue().partition() == partition.partition())
            .forEach(one -> giveUp(one.getKey()));
      }
    }

    /** The whole of a partition says which connectors there are. */
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      registry.seekToBeginning(partitions);
    }
  }
}
