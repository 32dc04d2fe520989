package org.xipline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.pack.ArchiveFixture;
import org.xipline.runtime.broker.EmbeddedBroker;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.kafka.TopicPlan;
import org.xipline.runtime.kafka.TopicSetup;
import org.xipline.runtime.service.ServiceContext;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.Outcome;

/** A real broker that forgets transactional ids after seconds, not after a week. */
@Timeout(120)
class ExpiredTransactionalIdTest {
  private static final Map<String, String> FORGETFUL =
      Map.of(
          "transactional.id.expiration.ms", "1500",
          "transaction.remove.expired.transaction.cleanup.interval.ms", "200",
          "producer.id.expiration.ms", "1500",
          "producer.id.expiration.check.interval.ms", "200");

  @TempDir private Path directory;

  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final IngestSettings settings = IngestSettings.embedded(ArchiveLimits.DEFAULT);
  private EmbeddedBroker broker;
  private IngestBench bench;
  private IngestService service;

  @BeforeEach
  void start() throws Exception {
    broker = EmbeddedBroker.start(directory.resolve("broker"), FORGETFUL);
    KafkaConnection connection = KafkaConnection.nearby(broker.bootstrapServers());
    bench = new IngestBench(connection, directory);
    try (Admin admin = bench.clients.admin()) {
      new TopicSetup(admin, TopicPlan.ofOneBroker()).ensureAll();
    }
    service =
        new IngestService(
            new ServiceContext(
                "test",
                Path.of("unused"),
                connection,
                bench.store,
                new SimpleMeterRegistry(),
                (_, cause) -> failures.add(cause)),
            settings);
    service.start();
  }

  @AfterEach
  void stop() {
    service.close();
    broker.close();
  }

  @Test
  void shouldGoOnWhenItsTransactionalIdHasExpired() throws Exception {
    // Given an instance that had nothing to do for longer than the broker remembers it
    bench.outcome(arrive("first"), Outcome::hasArchiveAccepted);
    await().atMost(Duration.ofSeconds(40)).until(this::isForgotten);

    // When
    Arrival second = arrive("second");

    // Then
    bench.outcome(second, Outcome::hasEntriesPublished);
    assertThat(bench.outcomes(second)).filteredOn(Outcome::hasArchiveAccepted).hasSize(1);
    assertThat(failures).isEmpty();
  }

  @Test
  void shouldGoOnWhenAnotherProcessHasItsTransactionalId() throws Exception {
    // Given
    bench.outcome(arrive("third"), Outcome::hasArchiveAccepted);
    try (Producer<String, byte[]> thief =
        bench.clients.transactionalProducer(settings.transactionalId(), Duration.ofSeconds(10))) {
      thief.initTransactions();
    }

    // When
    Arrival next = arrive("fourth");

    // Then
    bench.outcome(next, Outcome::hasEntriesPublished);
    assertThat(failures).isEmpty();
  }

  private boolean isForgotten() throws Exception {
    try (Admin admin = bench.clients.admin()) {
      return admin.listTransactions().all().get().stream()
          .noneMatch(it -> it.transactionalId().equals(settings.transactionalId()));
    }
  }

  private Arrival arrive(String name) throws IOException {
    return bench.arrive(
        name,
        ArchiveFixture.create()
            .file(name + ".json", "{}")
            .writeTo(directory.resolve(name + ".xip")));
  }
}
