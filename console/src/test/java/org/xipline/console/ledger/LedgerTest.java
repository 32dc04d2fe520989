package org.xipline.console.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.xipline.console.ledger.Facts.ARCHIVE;
import static org.xipline.console.ledger.Facts.sent;
import static org.xipline.console.ledger.Facts.unmapped;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.runtime.broker.EmbeddedBrokerExtension;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.topic.Topic;

@ExtendWith(EmbeddedBrokerExtension.class)
class LedgerTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String BOB = "bob@contoso.example";

  private final Facts facts = new Facts(ARCHIVE);
  private final List<Throwable> failures = new ArrayList<>();

  @TempDir private Path directory;

  @Test
  @Timeout(90)
  void shouldAnswerFromItsStoresAndGoOnAfterARestart(KafkaConnection connection) throws Exception {
    // Given committed facts, aborted ones after them, and the markers of both transactions
    var clients = new KafkaClients(connection);
    try (var producer = clients.transactionalProducer("test", Duration.ofMinutes(1))) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, facts.accepted("r1", 1, 1));
      send(producer, facts.converted("a.json", sent(BOB), unmapped("new@contoso.example")));
      producer.commitTransaction();
      producer.beginTransaction();
      send(producer, facts.rejected("r1", "unsigned"));
      producer.abortTransaction();
    }

    try (Ledger ledger = ledger(connection)) {
      // When
      ledger.start();
      ledger.awaitCaughtUp(SOON);

      // Then
      assertThat(ledger.queries().answerTo(ARCHIVE, "r1")).hasValue(new ArrivalAnswer.Accepted());
      assertThat(ledger.queries().find(ARCHIVE).orElseThrow().pairs())
          .isEqualTo(new PairCounts(2, 0, 0, 0, 1, 0, 1));

      // When what was missing comes
      long mark = ledger.newsSoFar();
      try (var producer = clients.producer(Map.of())) {
        send(producer, facts.delivered("a.json", BOB));
      }
      ledger.awaitNews(mark, SOON);

      // Then
      assertThat(ledger.queries().find(ARCHIVE).orElseThrow().isBalanced()).isTrue();
    }

    try (Ledger restarted = ledger(connection)) {
      // When
      restarted.start();
      restarted.awaitCaughtUp(SOON);

      // Then
      var accounts = new ArrayList<ArchiveAccount>();
      restarted.queries().forEachAccount(accounts::add);
      assertThat(accounts)
          .filteredOn(it -> it.key().equals(ARCHIVE))
          .hasSize(1)
          .allMatch(ArchiveAccount::isBalanced);
      var held = new ArrayList<HeldPair>();
      restarted.queries().forEachHeldPair(ARCHIVE, held::add);
      assertThat(held).extracting(HeldPair::address).containsExactly("new@contoso.example");
    }
    assertThat(failures).isEmpty();
  }

  @Test
  @Timeout(90)
  void shouldShowWhatWaitsWhatWasRejectedAndWhatCannotBeRead(KafkaConnection connection)
      throws Exception {
    // Given an archive with pairs that wait for different causes, a rejected one, and two records
    var waiting = new ArchiveKey(ARCHIVE.connector(), new ArchiveId("6b".repeat(32)));
    var refused = new ArchiveKey(ARCHIVE.connector(), new ArchiveId("6c".repeat(32)));
    var told = new Facts(waiting);
    try (var producer = new KafkaClients(connection).producer(Map.of())) {
      send(producer, told.accepted("r1", 3, 3));
      for (String item : List.of("a", "b", "c")) {
        send(producer, told.converted(item, sent(BOB)));
      }
      send(producer, told.postponed("a", 0, 2, "full", BOB));
      send(producer, told.postponed("b", 0, 1, "full", BOB));
      send(producer, new Facts(refused).rejected("r1", "unsigned"));
      for (String letter : List.of("l1", "l2")) {
        send(producer, letter, Facts.recordSetAside(letter, Instant.EPOCH));
      }
      send(producer, "l2", Facts.recordDismissed("l2", Instant.EPOCH));
    }

    try (Ledger ledger = ledger(connection)) {
      // When
      ledger.start();
      ledger.awaitCaughtUp(SOON);

      // Then
      LedgerQueries queries = ledger.queries();
      List<PendingCause> causes = queries.pendingCauses(waiting);
      assertThat(causes).extracting(PendingCause::detail).containsExactly("full", "");
      assertThat(causes).extracting(PendingCause::pairs).containsExactly(2L, 1L);
      assertThat(causes.getFirst().nextTry()).hasValue(causes.getFirst().since().plusSeconds(60));
      var rejected = new ArrayList<RejectedArchive>();
      queries.forEachRejected(rejected::add);
      assertThat(rejected).extracting(RejectedArchive::archive).containsExactly(refused);
      var records = new ArrayList<SetAsideRecord>();
      queries.forEachSetAsideRecord(records::add);
      assertThat(records)
          .filteredOn(it -> it.deadLetterId().equals("l1"))
          .singleElement()
          .extracting(SetAsideRecord::origin)
          .isEqualTo(new SetAsideRecord.Origin("import", "xip.messages", 3, 77));
      assertThat(records)
          .filteredOn(it -> it.state().dismissed())
          .singleElement()
          .extracting(it -> it.decision().orElseThrow().by())
          .isEqualTo("dora");
      assertThat(queries.countSetAsideRecords()).isEqualTo(1);
    }
    assertThat(failures).isEmpty();
  }

  @Test
  @Timeout(90)
  void shouldKeepEveryStoreOnAStandbyThatTakesOver(KafkaConnection connection) throws Exception {
    // Given two instances that share the accounts
    var archive = new ArchiveKey(ARCHIVE.connector(), new ArchiveId("5a".repeat(32)));
    var told = new Facts(archive);
    Path own = directory.resolve("first");
    Path other = directory.resolve("second");
    try (Ledger first = ledger(connection.as("first"), own, 1);
        Ledger second = ledger(connection.as("second"), other, 1)) {
      first.start();
      second.start();
      try (var producer = new KafkaClients(connection).producer(Map.of())) {
        send(producer, told.accepted("r1", 1, 1));
        send(producer, told.converted("a.json", sent(BOB)));
      }

      // Then each store is in both, whoever it belongs to
      await()
          .atMost(SOON)
          .untilAsserted(() -> {
            assertThat(stores(own)).isNotEmpty();
            assertThat(stores(other)).isEqualTo(stores(own));
          });

      // When one of them goes, then the other one knows all of it
      first.close();
      await()
          .atMost(SOON)
          .ignoreExceptions()
          .until(() -> second.queries().find(archive).orElseThrow().pairs().expected() == 1);
    }
    assertThat(failures).isEmpty();
  }

  /** Of each task, by its number: those that an instance works on, and those that it stands by. */
  private static Set<String> stores(Path stateDirectory) throws IOException {
    try (Stream<Path> found = Files.walk(stateDirectory)) {
      return found
          .filter(path -> path.endsWith("rocksdb"))
          .map(path -> stateDirectory.relativize(path).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private Ledger ledger(KafkaConnection connection) {
    return ledger(connection, directory, 0);
  }

  private Ledger ledger(KafkaConnection connection, Path stateDirectory, int standbyReplicas) {
    LedgerSettings usual = LedgerSettings.in(stateDirectory);
    return new Ledger(
        connection,
        new LedgerSettings(
            usual.keeping(), usual.stateDirectory(), usual.startTimeout(), standbyReplicas),
        new SimpleMeterRegistry(),
        (_, cause) -> failures.add(cause));
  }

  private static void send(Producer<String, byte[]> producer, Outcome outcome) {
    send(producer, outcome.getArchiveId(), outcome);
  }

  private static void send(Producer<String, byte[]> producer, String key, Outcome outcome) {
    var _ = producer.send(new ProducerRecord<>(Topic.OUTCOMES.name(), key, outcome.toByteArray()));
    producer.flush();
  }
}
