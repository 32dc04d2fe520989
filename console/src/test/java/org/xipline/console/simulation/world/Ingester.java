package org.xipline.console.simulation.world;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.ingest.ArchiveIngestion;
import org.xipline.ingest.IngestMetrics;
import org.xipline.ingest.IngestTask;
import org.xipline.ingest.arrival.ArrivalLoop;
import org.xipline.ingest.arrival.ArrivalReading;
import org.xipline.ingest.connector.DropsOverScriptedKafka;
import org.xipline.ingest.drop.Drops;
import org.xipline.ingest.drop.FileWitness;
import org.xipline.ingest.publication.AcceptedArchives;
import org.xipline.ingest.publication.ArchivePublisher;
import org.xipline.ingest.publication.ChunkLimit;
import org.xipline.ingest.publication.Transactions;
import org.xipline.runtime.simulation.SimulatedProcess;
import org.xipline.schemas.topic.ConsumerGroup;

/**
 * An ingest service: polls its share of the drops; one archive at a time is verified, staged and
 * published for real.
 */
public final class Ingester implements Member {
  public static final String GROUP = ConsumerGroup.INGEST.name();

  /** A few entries, so that archives come in several chunks. */
  private static final ChunkLimit CHUNK = new ChunkLimit(12, Duration.ofSeconds(10));

  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(30);
  private static final int ATTEMPTS = 10;

  private final World world;
  private final SimulatedProcess process;
  private final Consumer<String, byte[]> consumer;
  private final ArrivalLoop loop;
  private final ExecutorService worker;
  private final DropsOverScriptedKafka drops;

  /**
   * @param place whose transactional id it takes
   */
  public Ingester(World world, SimulatedProcess process, int place) {
    this.world = world;
    this.process = process;
    this.worker = Executors.newSingleThreadExecutor(process.threads());
    this.consumer =
        world.kafka().consumer(process, GROUP, Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1));
    var accepted =
        new AcceptedArchives(
            world.kafka().reader(process, false), world.kafka().reader(process, true));
    var metrics = new IngestMetrics(new SimpleMeterRegistry());
    var transactions =
        new Transactions(
            () -> world.kafka().producer(process, "xip-ingest-" + place, TRANSACTION_TIMEOUT),
            world.simulation().clock(),
            world::transactionWasOpen);
    var ingestion =
        new ArchiveIngestion(
            world.payloads(),
            accepted,
            ArchiveLimits.DEFAULT,
            new Drops(Map.of()),
            FileWitness.NONE,
            world.simulation().clock());
    var publisher =
        new ArchivePublisher(
            transactions, accepted, world.payloads(), CHUNK, world.simulation().clock(), _ -> {});
    var task = new IngestTask(ingestion, publisher, metrics, world.simulation().clock());
    worker.execute(() -> settleBefore(transactions));
    this.loop =
        new ArrivalLoop(
            consumer,
            (record, othersWait) -> {
              if (!isLookedForAgain(record)) {
                world.work();
              }
              return task.prepare(record, othersWait);
            },
            worker,
            world.simulation().clock(),
            ATTEMPTS,
            metrics,
            (_, cause) -> world.ended(process, cause));
    var _ =
        process.start(
            "arrivals",
            () -> {
              loop.run();
              worker.shutdownNow();
            });
    this.drops = pollDrops();
  }

  /** As the service does when it starts. */
  private void settleBefore(Transactions transactions) {
    try {
      transactions.ready();
    } catch (KafkaException e) {
      world.simulation().note(process.name(), "begins no transaction yet: " + e);
    }
  }

  /** That takes no time: its file is not there. */
  private static boolean isLookedForAgain(ConsumerRecord<String, byte[]> record) {
    return ArrivalReading.of(record) instanceof ArrivalReading.Readable(var arrival)
        && arrival.hasUnseen();
  }

  private DropsOverScriptedKafka pollDrops() {
    Producer<String, byte[]> producer = world.kafka().producer(process);
    var polling =
        new DropsOverScriptedKafka(
            world.kafka().consumer(process, ConsumerGroup.CONNECTORS.name(), Map.of()),
            () -> world.kafka().reader(process, false),
            producer,
            world.payloads(),
            world.connectors()::drop,
            process.executor(),
            world.simulation().clock(),
            (_, cause) -> world.ended(process, cause));
    var _ = process.start("drops", polling);
    return polling;
  }

  @Override
  public SimulatedProcess process() {
    return process;
  }

  @Override
  public void stop() {
    loop.close();
    drops.close();
  }

  @Override
  public List<Consumer<String, byte[]>> consumers() {
    return List.of(consumer);
  }
}
