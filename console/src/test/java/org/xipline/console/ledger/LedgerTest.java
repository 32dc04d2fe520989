package org.xipline.console.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.console.ledger.Facts.ARCHIVE;
import static org.xipline.console.ledger.Facts.sent;
import static org.xipline.console.ledger.Facts.unmapped;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.runtime.broker.EmbeddedBrokerExtension;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
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
      assertThat(accounts).hasSize(1).allMatch(ArchiveAccount::isBalanced);
      var held = new ArrayList<HeldPair>();
      restarted.queries().forEachHeldPair(ARCHIVE, held::add);
      assertThat(held).extracting(HeldPair::address).containsExactly("new@contoso.example");
    }
    assertThat(failures).isEmpty();
  }

  private Ledger ledger(KafkaConnection connection) {
    return new Ledger(
        connection,
        LedgerSettings.in(directory),
        new SimpleMeterRegistry(),
        (_, cause) -> failures.add(cause));
  }

  private static void send(Producer<String, byte[]> producer, Outcome outcome) throws Exception {
    var _ =
        producer.send(
            new ProducerRecord<>(
                Topic.OUTCOMES.name(), outcome.getArchiveId(), outcome.toByteArray()));
    producer.flush();
  }
}
