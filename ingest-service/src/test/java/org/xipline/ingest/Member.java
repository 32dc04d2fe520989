package org.xipline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.ingest.arrival.ArrivalLoop;
import org.xipline.ingest.arrival.ArrivalTask;
import org.xipline.ingest.drop.Drops;
import org.xipline.ingest.drop.FileWitness;
import org.xipline.ingest.publication.AcceptedArchives;
import org.xipline.ingest.publication.ArchivePublisher;
import org.xipline.ingest.publication.ChunkLimit;
import org.xipline.ingest.publication.Transactions;

/**
 * An ingest instance whose poll thread is the test's: it goes on while the test has it turn, and
 * seems dead to the group soon after the test leaves it alone.
 */
final class Member implements AutoCloseable {
  /** Some ten chunks of fifty items. */
  private static final ChunkLimit CHUNK = new ChunkLimit(12, Duration.ofSeconds(10));

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final Consumer<String, byte[]> consumer;
  final ArrivalLoop loop;
  private final AcceptedArchives accepted;
  private final Transactions transactions;
  private final ExecutorService worker = Executors.newSingleThreadExecutor();

  Member(
      IngestBench bench,
      String group,
      String transactionalId,
      Duration transactionTimeout,
      UnaryOperator<ArrivalTask> task,
      UnaryOperator<Producer<String, byte[]>> producer) {
    consumer =
        bench.clients.consumer(
            group,
            Map.of(
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                1,
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                6000));
    accepted = new AcceptedArchives(bench.clients);
    var clock = InstantSource.system();
    transactions =
        new Transactions(
            () ->
                producer.apply(
                    bench.clients.transactionalProducer(transactionalId, transactionTimeout)),
            clock,
            _ -> {});
    var ingestion =
        new ArchiveIngestion(
            bench.store,
            accepted,
            ArchiveLimits.DEFAULT,
            new Drops(Map.of()),
            FileWitness.NONE,
            clock);
    var publisher =
        new ArchivePublisher(transactions, accepted, bench.store, CHUNK, clock, _ -> {});
    var metrics = new IngestMetrics(new SimpleMeterRegistry());
    loop =
        new ArrivalLoop(
            consumer,
            task.apply(new IngestTask(ingestion, publisher, metrics, clock)),
            worker,
            clock,
            5,
            metrics,
            (_, _) -> {});
    worker.execute(transactions::ready);
    loop.begin();
  }

  void turnUntil(BooleanSupplier done) throws IOException {
    Instant end = Instant.now().plus(PATIENCE);
    while (!done.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(end);
      loop.turn();
    }
  }

  @Override
  public void close() throws InterruptedException {
    worker.shutdownNow();
    assertThat(worker.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    consumer.close();
    transactions.close();
    accepted.close();
  }
}
