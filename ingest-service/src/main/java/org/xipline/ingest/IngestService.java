package org.xipline.ingest;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.ingest.arrival.ArrivalLoop;
import org.xipline.ingest.drop.Drops;
import org.xipline.ingest.drop.FileWitness;
import org.xipline.ingest.publication.AcceptedArchives;
import org.xipline.ingest.publication.ArchivePublisher;
import org.xipline.ingest.publication.ChunkLimit;
import org.xipline.ingest.publication.Transactions;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.service.FailureListener;
import org.xipline.runtime.service.Service;
import org.xipline.runtime.service.ServiceContext;
import org.xipline.runtime.service.ServiceThread;

/** Takes archives off {@code xip.arrivals}, and publishes the entries of those that are genuine. */
public final class IngestService implements Service {
  private static final Logger LOGGER = LoggerFactory.getLogger(IngestService.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  private final KafkaClients clients;
  private final IngestSettings settings;
  private final PayloadStore store;
  private final FileWitness witness;
  private final MeterRegistry registry;
  private final IngestMetrics metrics;
  private final InstantSource clock = InstantSource.system();
  private final FailureListener failures;
  private volatile Optional<Running> running = Optional.empty();

  private record Running(
      IngestTask task,
      ArrivalLoop loop,
      ServiceThread thread,
      ExecutorService worker,
      Transactions transactions,
      MeteredProducers producers,
      AcceptedArchives accepted,
      KafkaClientMetrics consumerMetrics) {}

  /** Nobody can say whether a file that cannot be read is gone. */
  public IngestService(ServiceContext context, IngestSettings settings) {
    this(context, settings, FileWitness.NONE);
  }

  /**
   * @param witness asked whether an archive file that cannot be read is gone
   */
  public IngestService(ServiceContext context, IngestSettings settings, FileWitness witness) {
    this.clients = new KafkaClients(context.connection());
    this.settings = settings;
    this.store = context.payloads();
    this.witness = witness;
    this.registry = context.registry();
    this.metrics = new IngestMetrics(registry);
    this.failures = context.failures();
    TimeGauge.builder(
            "xipline.ingest.in.hand", this, TimeUnit.SECONDS, IngestService::inHandSeconds)
        .register(registry);
    Gauge.builder("xipline.ingest.unreadable", this, IngestService::unreadable).register(registry);
  }

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public Health health() {
    return running
        .map(it -> Health.worst(List.of(it.loop().health(), it.task().health())))
        .orElseGet(Health::up);
  }

  @Override
  public void start() {
    var accepted = new AcceptedArchives(clients);
    var producers =
        new MeteredProducers(
            () ->
                clients.transactionalProducer(
                    settings.transactionalId(), settings.transactionTimeout()),
            registry);
    var transactions = new Transactions(producers, clock, metrics::transaction);
    var ingestion =
        new ArchiveIngestion(
            store, accepted, settings.limits(), new Drops(System.getenv()), witness, clock);
    var publisher =
        new ArchivePublisher(
            transactions, accepted, store, ChunkLimit.NORMAL, clock, metrics::published);
    var task = new IngestTask(ingestion, publisher, metrics, clock);
    var consumer =
        clients.consumer(settings.groupId(), Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1));
    var consumerMetrics = new KafkaClientMetrics(consumer);
    consumerMetrics.bindTo(registry);
    ExecutorService worker =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().name("ingest-archive").factory());
    worker.execute(() -> settleBefore(transactions));
    var loop =
        new ArrivalLoop(consumer, task, worker, clock, settings.attempts(), metrics, failures);
    var thread = ServiceThread.start("ingest-arrivals", loop, loop::close, CLOSE_TIMEOUT);
    running =
        Optional.of(
            new Running(
                task, loop, thread, worker, transactions, producers, accepted, consumerMetrics));
  }

  /** What is left open of an earlier incarnation; else the first transaction does it. */
  private static void settleBefore(Transactions transactions) {
    try {
      transactions.ready();
    } catch (KafkaException e) {
      LOGGER
          .atWarn()
          .addKeyValue("error", String.valueOf(e.getMessage()))
          .log("transactions cannot begin yet");
    }
  }

  @Override
  public void close() {
    running.ifPresent(IngestService::stop);
    running = Optional.empty();
  }

  /** The worker first: what it holds is for its thread. */
  private static void stop(Running running) {
    running.thread().close();
    running.worker().shutdownNow();
    try {
      boolean _ =
          running.worker().awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    running.consumerMetrics().close();
    running.transactions().close();
    running.producers().close();
    running.accepted().close();
  }

  private double unreadable() {
    return running.map(it -> it.task().unseen()).orElse(0);
  }

  private double inHandSeconds() {
    Optional<Instant> since = running.flatMap(it -> it.loop().inHandSince());
    return since.map(it -> Duration.between(it, clock.instant()).toMillis() / 1000.0).orElse(0.0);
  }
}
