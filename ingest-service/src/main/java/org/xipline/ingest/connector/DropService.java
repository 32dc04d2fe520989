package org.xipline.ingest.connector;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.xipline.ingest.drop.Drops;
import org.xipline.ingest.drop.Settling;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.kafka.TopicTable;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.service.FailureListener;
import org.xipline.runtime.service.Service;
import org.xipline.runtime.service.ServiceThread;
import org.xipline.schemas.record.ArrivalAnswer;
import org.xipline.schemas.record.ConnectorRun;
import org.xipline.schemas.topic.Topic;

/** Polls the drops of the connectors that fall to this instance. */
public final class DropService implements Service {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final KafkaClients clients;
  private final DropSettings settings;
  private final Drops drops;
  private final PayloadStore store;
  private final DropMetrics metrics;
  private final FailureListener failures;
  private Optional<Running> running = Optional.empty();

  private record Running(ServiceThread loop, Producer<String, byte[]> producer) {}

  public DropService(
      KafkaConnection connection,
      DropSettings settings,
      Drops drops,
      PayloadStore store,
      MeterRegistry registry,
      FailureListener failures) {
    this.clients = new KafkaClients(connection);
    this.settings = settings;
    this.drops = drops;
    this.store = store;
    this.metrics = new DropMetrics(registry);
    this.failures = failures;
  }

  @Override
  public String name() {
    return "drops";
  }

  @Override
  public void start() {
    Producer<String, byte[]> producer = clients.producer(Map.of());
    var arrivals = new Arrivals(producer);
    var answers = new TopicTable<>(clients, Topic.ARRIVAL_ANSWERS, ArrivalAnswer::getArrivalId);
    answers.catchUp();
    var loop =
        new ConnectorLoop(
            clients.consumer(settings.groupId(), Map.of()),
            new TopicTable<>(clients, Topic.CONNECTOR_RUNS, ConnectorRun::getConnector),
            answers,
            drop -> poller(drop, arrivals, answers),
            arrivals,
            metrics,
            settings.between(),
            InstantSource.system(),
            failures);
    var thread = ServiceThread.start("ingest-connectors", loop, loop::close, CLOSE_TIMEOUT);
    running = Optional.of(new Running(thread, producer));
  }

  private DropPoller poller(String drop, Arrivals arrivals, TopicTable<ArrivalAnswer> answers)
      throws IOException {
    return new DropPoller(
        drops.open(drop),
        store,
        arrivals,
        answers::find,
        new Settling(settings.settleTime()),
        metrics);
  }

  @Override
  public void close() {
    running.ifPresent(DropService::stop);
    running = Optional.empty();
  }

  private static void stop(Running running) {
    running.loop().close();
    running.producer().close();
  }
}
