package org.xipline.ingest.connector;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.xipline.ingest.drop.CanonicalDropLocation;
import org.xipline.ingest.drop.Drop;
import org.xipline.ingest.drop.FileStability;
import org.xipline.runtime.kafka.TopicReader;
import org.xipline.runtime.kafka.TopicTable;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.service.FailureListener;
import org.xipline.schemas.record.ConnectorRun;
import org.xipline.schemas.topic.Topic;

/**
 * Polls drops as {@link DropService} does, with clients, drops and threads of a simulation. The
 * loop, the tasks and the pollers are the real ones.
 */
public final class DropsOverScriptedKafka implements Runnable, AutoCloseable {
  private final ArrivalTopics book;
  private final ConnectorLoop loop;
  private final Pollers pollers;

  /**
   * @param registry member of the group that shares the connectors
   * @param readers makes consumers without a group
   * @param drops opens a drop by its location
   * @param turns runs the turns of connectors
   */
  public DropsOverScriptedKafka(
      Consumer<String, byte[]> registry,
      Supplier<Consumer<String, byte[]>> readers,
      Producer<String, byte[]> producer,
      PayloadStore payloads,
      Function<String, Drop> drops,
      ExecutorService turns,
      Clock clock,
      FailureListener failures) {
    var arrivals = new Arrivals(producer);
    var metrics = new DropMetrics(new SimpleMeterRegistry());
    var claims = new DropClaims();
    this.book =
        new ArrivalTopics(
            new TopicReader<>(readers.get(), Topic.ARRIVALS),
            new TopicReader<>(readers.get(), Topic.ARRIVAL_ANSWERS));
    this.pollers = new Pollers(payloads, arrivals, metrics, drops);
    var runs =
        new TopicTable<>(
            new TopicReader<>(readers.get(), Topic.CONNECTOR_RUNS), ConnectorRun::getConnector);
    var owned =
        new OwnedConnectors(
            connector -> {
              runs.catchUp();
              return LastRun.of(connector, runs.find(connector.getName()));
            },
            (connector, last) ->
                new ConnectorTask(connector, last, pollers, arrivals, book, claims),
            claims,
            turns,
            DropSettings.DEFAULT.between(),
            clock);
    this.loop = new ConnectorLoop(registry, runs, book, owned, metrics, clock, failures);
  }

  private final class Pollers implements ConnectorTask.Pollers {
    private final PayloadStore payloads;
    private final Arrivals arrivals;
    private final DropMetrics metrics;
    private final Function<String, Drop> drops;

    Pollers(
        PayloadStore payloads,
        Arrivals arrivals,
        DropMetrics metrics,
        Function<String, Drop> drops) {
      this.payloads = payloads;
      this.arrivals = arrivals;
      this.metrics = metrics;
      this.drops = drops;
    }

    @Override
    public CanonicalDropLocation placeOf(String drop) {
      return new CanonicalDropLocation("scripted", List.of(drop));
    }

    @Override
    public DropPoller open(String drop) throws IOException {
      Duration settleTime = DropSettings.DEFAULT.settleTime();
      return new DropPoller(
          drops.apply(drop), payloads, arrivals, book, new FileStability(settleTime), metrics);
    }
  }

  @Override
  public void run() {
    loop.run();
  }

  @Override
  public void close() {
    loop.close();
  }
}
