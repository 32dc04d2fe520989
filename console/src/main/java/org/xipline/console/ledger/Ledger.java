package org.xipline.console.ledger;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.apache.kafka.streams.state.QueryableStoreTypes.keyValueStore;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.service.FailureListener;
import org.xipline.runtime.service.Service;

/**
 * The account of every archive, item and pair, kept by a stream that folds {@code xip.outcomes}.
 * Queries answer from the stores of this process; so one instance serves them all, and a second one
 * is a standby. They may be asked between {@link #start} and {@link #close}, by any thread.
 */
public final class Ledger implements Service {
  private static final String APPLICATION_ID = "xipline-ledger";
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  private final KafkaClients clients;
  private final LedgerSettings settings;
  private final FailureListener failures;
  private final LedgerProgress progress = new LedgerProgress();
  private final CountDownLatch runningOrFailed = new CountDownLatch(1);
  private final AtomicBoolean failed = new AtomicBoolean();
  private final KafkaStreams streams;

  public Ledger(
      KafkaConnection connection,
      LedgerSettings settings,
      MeterRegistry registry,
      FailureListener failures) {
    this.clients = new KafkaClients(connection);
    this.settings = settings;
    this.failures = failures;
    var topology = new LedgerTopology(new LedgerMetrics(registry), progress).build();
    this.streams = new KafkaStreams(topology, properties());
  }

  @Override
  public String name() {
    return "ledger";
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
  }

  /** The account of an archive; empty if no fact about it has come. */
  public Optional<ArchiveAccount> find(ArchiveKey archive) {
    ReadOnlyKeyValueStore<String, ArchiveAccount> accounts = store(LedgerStores.ACCOUNTS);
    return Optional.ofNullable(accounts.get(LedgerKey.ofArchive(archive)));
  }

  /** What ingest said to this arrival; empty while it has not. */
  public Optional<ArrivalAnswer> answerTo(ArchiveKey archive, String arrivalId) {
    ReadOnlyKeyValueStore<String, ArrivalAnswer> answers = store(LedgerStores.ANSWERS);
    return Optional.ofNullable(answers.get(LedgerKey.ofArrival(archive, arrivalId)));
  }

  /** Shows every account, one at a time. */
  public void forEachAccount(Consumer<ArchiveAccount> visitor) {
    ReadOnlyKeyValueStore<String, ArchiveAccount> accounts = store(LedgerStores.ACCOUNTS);
    try (KeyValueIterator<String, ArchiveAccount> all = accounts.all()) {
      all.forEachRemaining(account -> visitor.accept(account.value));
    }
  }

  /** Shows the pairs of an archive that are unmapped or dead-lettered, one at a time, by entry. */
  public void forEachHeldPair(ArchiveKey archive, Consumer<HeldPair> visitor) {
    ReadOnlyKeyValueStore<String, Boolean> held = store(LedgerStores.HELD);
    ReadOnlyKeyValueStore<String, PairState> pairs = store(LedgerStores.PAIRS);
    String prefix = LedgerKey.below(LedgerKey.ofArchive(archive));
    try (var keys = held.prefixScan(prefix, new StringSerializer())) {
      while (keys.hasNext()) {
        String key = keys.next().key;
        PairState state = pairs.get(key);
        if (state != null) {
          visitor.accept(LedgerKey.heldPair(key, state));
        }
      }
    }
  }

  /** Shows the pairs of one entry, one at a time. */
  public void forEachPair(ArchiveKey archive, String entry, Consumer<PairState> visitor) {
    ReadOnlyKeyValueStore<String, PairState> pairs = store(LedgerStores.PAIRS);
    String prefix = LedgerKey.below(LedgerKey.ofEntry(archive, entry));
    try (var states = pairs.prefixScan(prefix, new StringSerializer())) {
      states.forEachRemaining(pair -> visitor.accept(pair.value));
    }
  }

  /** Shows all pairs of an archive, one at a time, by entry. */
  public void forEachLoggedPair(ArchiveKey archive, Consumer<LoggedPair> visitor) {
    ReadOnlyKeyValueStore<String, PairState> pairs = store(LedgerStores.PAIRS);
    ReadOnlyKeyValueStore<String, ItemState> items = store(LedgerStores.ITEMS);
    String prefix = LedgerKey.below(LedgerKey.ofArchive(archive));
    String itemKey = "";
    ItemDescription item = ItemDescription.NONE;
    try (var states = pairs.prefixScan(prefix, new StringSerializer())) {
      while (states.hasNext()) {
        var next = states.next();
        HeldPair pair = LedgerKey.heldPair(next.key, next.value);
        String nextKey = LedgerKey.ofEntry(archive, pair.entry());
        if (!nextKey.equals(itemKey)) {
          itemKey = nextKey;
          ItemState known = items.get(itemKey);
          item = known == null ? ItemDescription.NONE : known.description();
        }
        visitor.accept(new LoggedPair(archive, pair.entry(), pair.address(), next.value, item));
      }
    }
  }

  /** Shows the files of an archive that no item names, one at a time. */
  public void forEachUnclaimedFile(ArchiveKey archive, Consumer<UnclaimedFile> visitor) {
    ReadOnlyKeyValueStore<String, FileState> files = store(LedgerStores.FILES);
    String prefix = LedgerKey.below(LedgerKey.ofArchive(archive));
    try (var states = files.prefixScan(prefix, new StringSerializer())) {
      states.forEachRemaining(file -> {
        if (file.value.isUnclaimed()) {
          visitor.accept(
              new UnclaimedFile(archive, LedgerKey.entryOf(file.key), file.value.sizeBytes()));
        }
      });
    }
  }

  /**
   * Waits until all that stood in the topic when this was called is in the accounts.
   *
   * @throws IllegalStateException if that takes longer
   */
  public void awaitCaughtUp(Duration atMost) throws InterruptedException {
    Map<Integer, Long> last;
    try (var consumer = clients.assignedConsumer()) {
      last = new OutcomesEnd(consumer).find();
    }
    if (!progress.awaitReadThrough(last, atMost)) {
      throw new IllegalStateException("the ledger has not caught up within " + atMost);
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
  }

  private <V> ReadOnlyKeyValueStore<String, V> store(String name) {
    return streams.store(StoreQueryParameters.fromNameAndType(name, keyValueStore()));
  }

  private Properties properties() {
    Properties properties = clients.streams(APPLICATION_ID, settings.stateDirectory());
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    return properties;
  }

  /** A ledger that is restarted has read all that its group has committed. */
  private void readThroughWhatIsCommitted() {
    try (Admin admin = clients.admin()) {
      admin
          .listConsumerGroupOffsets(APPLICATION_ID)
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach(this::readBefore);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof GroupIdNotFoundException)) {
        throw new KafkaException("cannot read how far the ledger has come", e.getCause());
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
