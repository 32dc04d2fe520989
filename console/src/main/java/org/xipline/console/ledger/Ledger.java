package org.xipline.console.ledger;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.service.FailureListener;
import org.xipline.runtime.service.Service;
import org.xipline.schemas.topic.ConsumerGroup;

/**
 * The account of every archive, item and pair, kept by a stream that folds {@code xip.outcomes}.
 * Queries answer from the stores of this process; so one instance serves them all, and a second one
 * is a standby.
 */
public final class Ledger implements Service {
  private static final Logger LOGGER = LoggerFactory.getLogger(Ledger.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  private final KafkaClients clients;
  private final LedgerSettings settings;
  private final FailureListener failures;
  private final String applicationId;
  private final LedgerProgress progress = new LedgerProgress();
  private final CountDownLatch runningOrFailed = new CountDownLatch(1);
  private final AtomicBoolean failed = new AtomicBoolean();
  private final KafkaStreams streams;
  private final KafkaStreamsMetrics streamsMetrics;
  private final MeterRegistry registry;

  public Ledger(
      KafkaConnection connection,
      LedgerSettings settings,
      MeterRegistry registry,
      FailureListener failures) {
    this.clients = new KafkaClients(connection);
    this.settings = settings;
    this.failures = failures;
    this.registry = registry;
    this.applicationId =
        isShared()
            ? ConsumerGroup.LEDGER.name()
            : ConsumerGroup.LEDGER_READING_PREFIX + UUID.randomUUID();
    var topology = new LedgerTopology(clients.prefix(), new LedgerMetrics(registry), progress);
    this.streams =
        new KafkaStreams(
            isShared() ? topology.build() : topology.buildForOneReading(), properties());
    this.streamsMetrics = new KafkaStreamsMetrics(streams);
  }

  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public Health health() {
    KafkaStreams.State state = streams.state();
    boolean ended = state.hasStartedOrFinishedShuttingDown();
    return (ended ? Health.down("it has ended") : Health.up()).with("streams", state);
  }

  @Override
  public void start() {
    readThroughWhatIsCommitted();
    streams.setUncaughtExceptionHandler(this::fail);
    streams.setStateListener((now, _) -> {
      if (now == KafkaStreams.State.RUNNING || now.hasStartedOrFinishedShuttingDown()) {
        runningOrFailed.countDown();
      }
    });
    streams.start();
    awaitRunning();
    streamsMetrics.bindTo(registry);
  }

  /** What it knows. */
  public LedgerQueries queries() {
    return new LedgerQueries(this::store);
  }

  private <V> ReadOnlyKeyValueStore<String, V> store(String name) {
    return streams.store(
        StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.keyValueStore()));
  }

  /**
   * Waits until all that stood in the topic when this was called is in the accounts.
   *
   * @throws IllegalStateException if that takes longer
   */
  public void awaitCaughtUp(Duration atMost) throws InterruptedException {
    awaitReadThrough(OutcomesEnd::find, atMost);
  }

  /**
   * The same, of what open transactions hide, too: a transaction hides what others have committed
   * behind its first record, so its end is waited for.
   *
   * @throws IllegalStateException if that takes longer
   */
  public void awaitAllCommitted(Duration atMost) throws InterruptedException {
    awaitReadThrough(end -> end.findAllCommitted(clients), atMost);
  }

  private void awaitReadThrough(Function<OutcomesEnd, Map<Integer, Long>> end, Duration atMost)
      throws InterruptedException {
    Map<Integer, Long> last;
    try (var consumer = clients.assignedConsumer()) {
      last = end.apply(new OutcomesEnd(consumer));
    }
    if (!progress.awaitReadThrough(last, atMost)) {
      throw new IllegalStateException("the ledger did not catch up within " + atMost);
    }
  }

  /** A mark for {@link #awaitNews}; take it before looking, so that no news is missed. */
  public long newsSoFar() {
    return progress.newsSoFar();
  }

  /**
   * Waits until, since the mark was taken, ingest has answered an arrival or an archive has
   * settled; or until the time is over.
   */
  public void awaitNews(long mark, Duration atMost) throws InterruptedException {
    progress.awaitNewsAfter(mark, atMost);
  }

  @Override
  public void close() {
    streams.close(
        CloseOptions.timeout(CLOSE_TIMEOUT)
            .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    streamsMetrics.close();
    if (!isShared()) {
      forget();
    }
  }

  private boolean isShared() {
    return settings.keeping() == LedgerSettings.Keeping.SHARED;
  }

  /** The console's look deletes the group later, if this cannot be done. */
  private void forget() {
    try (Admin admin = clients.admin()) {
      admin.deleteConsumerGroups(List.of(groupId())).all().get();
    } catch (ExecutionException e) {
      LOGGER.atInfo().addKeyValue("error", e.getCause()).log("the reading's group is left");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** As the brokers know it. */
  private String groupId() {
    return clients.prefix().on(applicationId);
  }

  private Properties properties() {
    Properties properties = clients.streams(applicationId, settings.stateDirectory());
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbyReplicas());
    if (!isShared()) {
      // An outcome that is folded twice changes nothing.
      properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    }
    return properties;
  }

  /** A ledger that is restarted has read all that its group has committed. */
  private void readThroughWhatIsCommitted() {
    try (Admin admin = clients.admin()) {
      admin
          .listConsumerGroupOffsets(groupId())
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach(this::readBefore);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof GroupIdNotFoundException)) {
        throw new KafkaException("cannot read the progress of the ledger", e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while the ledger was started", e);
    }
  }

  private void readBefore(TopicPartition partition, OffsetAndMetadata next) {
    if (next != null) {
      progress.readThrough(partition.partition(), next.offset() - 1);
    }
  }

  private void awaitRunning() {
    try {
      boolean decided = runningOrFailed.await(settings.startTimeout().toMillis(), MILLISECONDS);
      if (!decided || !streams.state().isRunningOrRebalancing()) {
        throw new IllegalStateException(
            "the ledger is not ready after " + settings.startTimeout() + ": " + streams.state());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the ledger was started", e);
    }
  }

  private StreamThreadExceptionResponse fail(Throwable cause) {
    if (failed.compareAndSet(false, true)) {
      failures.failed(name(), cause);
    }
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }
}
