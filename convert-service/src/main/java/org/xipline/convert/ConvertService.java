package org.xipline.convert;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.convert.conversion.ItemConverter;
import org.xipline.convert.conversion.RetryingConverter;
import org.xipline.convert.instance.StableInstance;
import org.xipline.convert.routing.SnapshotCache;
import org.xipline.convert.topology.ConvertTopology;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.service.FailureListener;
import org.xipline.runtime.service.Service;
import org.xipline.runtime.service.ServiceContext;
import org.xipline.schemas.topic.ConsumerGroup;

/**
 * Turns items into messages, one per mailbox: {@link ConvertTopology} run by Kafka Streams, each
 * entry exactly once. More instances share the entries among them.
 */
public final class ConvertService implements Service {
  /** Consumer group, and prefix of transactional ids. */
  public static final String APPLICATION_ID = ConsumerGroup.CONVERT.name();

  private static final Logger LOGGER = LoggerFactory.getLogger(ConvertService.class);
  private static final int CACHED_SNAPSHOTS = 8;
  private static final int MAX_POLL_RECORDS = 16;
  private static final int BUFFERED_RECORDS_PER_PARTITION = 64;
  private static final Duration TASK_TIMEOUT = Duration.ofMinutes(5);
  private static final Duration START_TIMEOUT = Duration.ofMinutes(1);

  private final Optional<StableInstance> instance;
  private final Optional<DisplacedThread> standBy;
  private final KafkaStreams streams;
  private final KafkaStreamsMetrics streamsMetrics;
  private final MeterRegistry registry;
  private final FailureListener failures;
  private final ThreadFailures threadFailures;
  private final InstantSource clock = InstantSource.system();
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicBoolean failed = new AtomicBoolean();

  public ConvertService(ServiceContext context, ConvertSettings settings) {
    KafkaConnection connection = context.connection();
    this.registry = context.registry();
    this.failures = context.failures();
    this.threadFailures = new ThreadFailures(settings.threads());
    var clients = new KafkaClients(connection);
    Properties config = properties(clients, settings);
    Topology topology = topology(connection, settings, context.payloads());
    this.instance = StableInstance.of(clients, config, settings.threads());
    this.standBy = instance.map(named -> new DisplacedThread(named, this::pause));
    this.streams =
        instance
            .map(named -> new KafkaStreams(topology, config, named.clients()))
            .orElseGet(() -> new KafkaStreams(topology, config));
    this.streamsMetrics = new KafkaStreamsMetrics(streams);
  }

  @Override
  public String name() {
    return "convert";
  }

  @Override
  public Health health() {
    State state = streams.state();
    Health health =
        switch (state) {
          case CREATED, REBALANCING, RUNNING ->
              standBy.flatMap(DisplacedThread::trouble).map(Health::degraded).orElseGet(Health::up);
          case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> Health.down("it has ended");
        };
    return health.with("streams", state);
  }

  @Override
  public void start() {
    streams.setUncaughtExceptionHandler(this::onThreadFailure);
    streams.setStateListener((now, before) -> onState(now));
    instance.ifPresent(StableInstance::endLeftovers);
    streams.start();
    awaitRunning();
    streamsMetrics.bindTo(registry);
  }

  @Override
  public void close() {
    closing.countDown();
    streams.close(
        CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    streamsMetrics.close();
  }

  private Topology topology(
      KafkaConnection connection, ConvertSettings settings, PayloadStore store) {
    var metrics = new ConvertMetrics(registry);
    var converter =
        new RetryingConverter(
            new ItemConverter(store, new SnapshotCache(store, CACHED_SNAPSHOTS)),
            settings.storePatience(),
            this::pause);
    return new ConvertTopology(
            metrics.metered(converter), metrics::read, clock, connection.prefix())
        .build();
  }

  private static Properties properties(KafkaClients clients, ConvertSettings settings) {
    int transactionMillis = Math.toIntExact(settings.transactionTimeout().toMillis());
    Properties config = clients.streams(APPLICATION_ID, settings.stateDirectory());
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    config.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_RECORDS_PER_PARTITION);
    config.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), MAX_POLL_RECORDS);
    // Between two polls there may be several items, each as long as a transaction.
    config.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG),
        Math.multiplyExact(transactionMillis, 5));
    // A partition whose last owner was killed can be had when the owner is back, or else when the
    // owner's transaction has timed out.
    config.put(
        StreamsConfig.TASK_TIMEOUT_MS_CONFIG,
        Math.max(TASK_TIMEOUT.toMillis(), 2L * transactionMillis));
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), transactionMillis);
    return config;
  }

  /** Waits between attempts, but not past the end of the service. */
  private boolean pause(Duration wait) {
    try {
      return !closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private StreamThreadExceptionResponse onThreadFailure(Throwable failure) {
    if (closing.getCount() == 0) {
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    return switch (threadFailures.judge(failure, clock.instant())) {
      case REPLACE -> {
        LOGGER.atWarn().setCause(failure).log("a thread failed and is replaced");
        yield StreamThreadExceptionResponse.REPLACE_THREAD;
      }
      case STAND_BY -> {
        boolean free =
            standBy.orElseThrow().awaitName(threadNumber(Thread.currentThread().getName()));
        yield free
            ? StreamThreadExceptionResponse.REPLACE_THREAD
            : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      }
      case GIVE_UP -> {
        fail(failure);
        yield StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      }
    };
  }

  /** Kafka Streams ends the names of its threads with it. */
  private static int threadNumber(String threadName) {
    return Integer.parseInt(threadName.substring(threadName.lastIndexOf('-') + 1));
  }

  private void onState(State now) {
    switch (now) {
      case RUNNING -> running.countDown();
      case ERROR -> fail(new IllegalStateException("Kafka Streams has stopped"));
      case CREATED, REBALANCING, PENDING_SHUTDOWN, PENDING_ERROR, NOT_RUNNING -> {}
    }
  }

  /**
   * The listener may close the service, for which a thread of Kafka Streams would wait for itself.
   */
  private void fail(Throwable cause) {
    running.countDown();
    if (failed.compareAndSet(false, true)) {
      Thread.ofVirtual().start(() -> failures.failed(name(), cause));
    }
  }

  private void awaitRunning() {
    try {
      if (!running.await(START_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOGGER.warn("still waiting for partitions; continuing without them");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
