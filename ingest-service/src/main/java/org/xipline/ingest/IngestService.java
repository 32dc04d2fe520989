package org.xipline.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.xipline.ingest.arrival.ArrivalLoop;
import org.xipline.ingest.arrival.ArrivalTask;
import org.xipline.ingest.arrival.ArrivalTasks;
import org.xipline.ingest.drop.Drops;
import org.xipline.ingest.publication.AcceptedArchives;
import org.xipline.ingest.publication.ArchivePublisher;
import org.xipline.ingest.publication.Origin;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.service.FailureListener;
import org.xipline.runtime.service.Service;
import org.xipline.runtime.service.ServiceThread;
import org.xipline.schemas.record.Arrival;

/** Takes archives off {@code xip.arrivals}, and publishes the entries of those that are genuine. */
public final class IngestService implements Service {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  private final KafkaClients clients;
  private final IngestSettings settings;
  private final PayloadStore store;
  private final MeterRegistry registry;
  private final IngestMetrics metrics;
  private final FailureListener failures;
  private volatile Optional<Running> running = Optional.empty();

  private record Running(
      ArrivalTasks tasks,
      ServiceThread loop,
      ArchivePublisher publisher,
      AcceptedArchives accepted,
      List<KafkaClientMetrics> clientMetrics) {}

  public IngestService(
      KafkaConnection connection,
      IngestSettings settings,
      PayloadStore store,
      MeterRegistry registry,
      FailureListener failures) {
    this.clients = new KafkaClients(connection);
    this.settings = settings;
    this.store = store;
    this.registry = registry;
    this.metrics = new IngestMetrics(registry);
    this.failures = failures;
  }

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public Health health() {
    return running.map(it -> it.tasks().health()).orElseGet(Health::up);
  }

  @Override
  public void start() {
    var accepted = new AcceptedArchives(clients);
    var producer =
        clients.transactionalProducer(settings.transactionalId(), settings.transactionTimeout());
    var publisher = new ArchivePublisher(producer, store, Clock.systemUTC());
    var ingestion =
        new ArchiveIngestion(store, accepted, settings.limits(), new Drops(System.getenv()));
    var tasks =
        new ArrivalTasks(
            arrival -> prepare(ingestion, publisher, arrival), publisher, settings.attempts());
    var consumer =
        clients.consumer(settings.groupId(), Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1));
    var clientMetrics = List.of(new KafkaClientMetrics(consumer), new KafkaClientMetrics(producer));
    clientMetrics.forEach(it -> it.bindTo(registry));
    var loop = new ArrivalLoop(consumer, tasks, failures);
    var thread = ServiceThread.start("ingest-arrivals", loop, loop::close, CLOSE_TIMEOUT);
    running = Optional.of(new Running(tasks, thread, publisher, accepted, clientMetrics));
  }

  private ArrivalTask.Prepared prepare(
      ArchiveIngestion ingestion, ArchivePublisher publisher, Arrival arrival) throws IOException {
    metrics.arrived();
    Instant begun = Instant.now();
    Ingestion result = ingestion.ingest(arrival);
    return origin -> {
      publish(publisher, arrival, result, origin);
      metrics.published(result, Duration.between(begun, Instant.now()));
    };
  }

  private static void publish(
      ArchivePublisher publisher, Arrival arrival, Ingestion ingestion, Origin origin)
      throws IOException {
    switch (ingestion) {
      case Ingestion.Accepted(var archive, var signer) ->
          publisher.accepted(arrival, archive, signer, origin);
      case Ingestion.Rejected(var reason, var detail, var signer) ->
          publisher.rejected(arrival, reason, detail, signer, origin);
      case Ingestion.Repeated() -> publisher.repeated(arrival, origin);
    }
  }

  @Override
  public void close() {
    running.ifPresent(IngestService::stop);
    running = Optional.empty();
  }

  private static void stop(Running running) {
    running.loop().close();
    running.clientMetrics().forEach(KafkaClientMetrics::close);
    running.publisher().close();
    running.accepted().close();
  }
}
