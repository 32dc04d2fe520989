package org.xipline.ingest.connector;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.Producer;
import org.xipline.ingest.drop.CanonicalDropLocation;
import org.xipline.ingest.drop.Drops;
import org.xipline.ingest.drop.FileStability;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.TopicReader;
import org.xipline.runtime.kafka.TopicTable;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.service.FailureListener;
import org.xipline.runtime.service.Service;
import org.xipline.runtime.service.ServiceContext;
import org.xipline.runtime.service.ServiceThread;
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
  private final InstantSource clock;
  private final FailureListener failures;
  private volatile Optional<Running> running = Optional.empty();

  private record Running(
      ConnectorLoop loop,
      ServiceThread thread,
      ExecutorService turns,
      Producer<String, byte[]> producer) {}

  /**
   * @param clock that schedules and deadlines go by
   */
  public DropService(
      ServiceContext context, DropSettings settings, Drops drops, InstantSource clock) {
    this.clients = new KafkaClients(context.connection());
    this.settings = settings;
    this.drops = drops;
    this.store = context.payloads();
    this.metrics = new DropMetrics(context.registry());
    this.clock = clock;
    this.failures = context.failures();
  }

  @Override
  public String name() {
    return "drops";
  }

  @Override
  public Health health() {
    return running.map(it -> it.loop().health()).orElseGet(Health::up);
  }

  @Override
  public void start() {
    Producer<String, byte[]> producer = clients.producer(Map.of());
    ExecutorService turns = Executors.newVirtualThreadPerTaskExecutor();
    var book =
        new ArrivalTopics(
            new TopicReader<>(clients, Topic.ARRIVALS),
            new TopicReader<>(clients, Topic.ARRIVAL_ANSWERS));
    book.readOn();
    var runs = new TopicTable<>(clients, Topic.CONNECTOR_RUNS, ConnectorRun::getConnector);
    var loop =
        new ConnectorLoop(
            clients.consumer(settings.groupId(), Map.of()),
            runs,
            book,
            owned(runs, book, new Arrivals(producer), turns),
            metrics,
            clock,
            failures);
    var thread = ServiceThread.start("ingest-connectors", loop, loop::close, CLOSE_TIMEOUT);
    running = Optional.of(new Running(loop, thread, turns, producer));
  }

  private OwnedConnectors owned(
      TopicTable<ConnectorRun> runs, ArrivalBook book, Arrivals arrivals, ExecutorService turns) {
    var claims = new DropClaims();
    var pollers = new PollersOfDrops(arrivals, book);
    return new OwnedConnectors(
        connector -> {
          runs.catchUp();
          return LastRun.of(connector, runs.find(connector.getName()));
        },
        (connector, last) -> new ConnectorTask(connector, last, pollers, arrivals, book, claims),
        claims,
        turns,
        settings.between(),
        clock);
  }

  private final class PollersOfDrops implements ConnectorTask.Pollers {
    private final Arrivals arrivals;
    private final ArrivalBook book;

    PollersOfDrops(Arrivals arrivals, ArrivalBook book) {
      this.arrivals = arrivals;
      this.book = book;
    }

    @Override
    public CanonicalDropLocation placeOf(String drop) {
      return drops.placeOf(drop);
    }

    @Override
    public DropPoller open(String drop) throws IOException {
      return new DropPoller(
          drops.open(drop),
          store,
          arrivals,
          book,
          new FileStability(settings.settleTime()),
          metrics);
    }
  }

  @Override
  public void close() {
    running.ifPresent(DropService::stop);
    running = Optional.empty();
  }

  private static void stop(Running running) {
    running.thread().close();
    running.turns().shutdownNow();
    running.producer().close();
  }
}
