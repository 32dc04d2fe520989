package org.xipline.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.xipline.convert.StagedArchive.RULES;
import static org.xipline.convert.StagedArchive.document;
import static org.xipline.convert.StagedArchive.keyOf;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.runtime.broker.EmbeddedBrokerExtension;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.kafka.CommittedRecords;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.payload.DirectoryPayloadStore;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.topic.Topic;

/**
 * What one incarnation of the service leaves to the next. Transactions and memberships of killed
 * processes last longer than the test waits.
 */
@ExtendWith(EmbeddedBrokerExtension.class)
class ConvertRestartTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int ITEMS = 3_000;

  @TempDir Path folder;
  private KafkaConnection broker;
  private KafkaClients clients;
  private StagedArchive archive;

  @BeforeEach
  void stage(KafkaConnection connection) throws IOException {
    broker = connection;
    clients = new KafkaClients(connection);
    archive = new StagedArchive(new DirectoryPayloadStore(folder.resolve("payloads")), RULES);
  }

  @Test
  @Timeout(240)
  void shouldGoOnAtOnceWhereAKilledProcessHasLeftOff() throws Exception {
    // Given
    KafkaConnection connection = broker.as("killed");
    publishItems("killed", ITEMS);
    killInATransaction(connection);
    int before = messages("killed").size();
    assertThat(before).isLessThan(ITEMS);

    // When
    try (var service = ConvertProcess.service(connection, folder)) {
      service.start();

      // Then
      await().atMost(PATIENCE).until(() -> messages("killed").size() > before);
      await().atMost(PATIENCE).until(() -> messages("killed").size() >= ITEMS);
    }
    assertThat(messages("killed")).hasSize(ITEMS).doesNotHaveDuplicates();
  }

  /** An earlier incarnation may have had more threads, or have replaced one. */
  @Test
  @Timeout(120)
  void shouldEndTransactionsOfThreadsThatThereAreNoLonger() throws Exception {
    // Given
    KafkaConnection connection = broker.as("fewer");
    Producer<String, byte[]> abandoned =
        clients.transactionalProducer("xipline-convert-fewer-7", Duration.ofMinutes(15));
    Producer<String, byte[]> anothers =
        clients.transactionalProducer("xipline-convert-fewer-b-1", Duration.ofMinutes(15));
    for (var producer : List.of(abandoned, anothers)) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(Topic.DEAD_LETTERS.name(), "x", new byte[0])).get();
    }

    // When
    try (var service = ConvertProcess.service(connection, folder)) {
      service.start();

      // Then
      assertThat(openTransactions())
          .filteredOn(id -> id.startsWith("xipline-convert-fewer"))
          .containsExactly("xipline-convert-fewer-b-1");
    } finally {
      abandoned.close(Duration.ZERO);
      anothers.abortTransaction();
      anothers.close();
    }
  }

  @Test
  @Timeout(240)
  void shouldSayThatAnotherProcessHasItsNameAndWaitUntilItHasGone() throws Exception {
    // Given
    KafkaConnection connection = broker.as("twice");
    try (var first = ConvertProcess.service(connection, folder)) {
      first.start();
      publishItems("one", 20);
      await().atMost(PATIENCE).until(() -> messages("one").size() == 20);

      // When
      try (var second = ConvertProcess.service(connection, folder)) {
        second.start();

        // Then
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> {
              assertThat(first.health().state()).isEqualTo(Health.State.DEGRADED);
              assertThat(first.health().details().get("trouble"))
                  .contains("another process", "xipline-convert-twice");
            });
        publishItems("two", 20);
        await().atMost(PATIENCE).until(() -> messages("two").size() == 20);
        assertThat(second.health().state()).isEqualTo(Health.State.UP);
      }
      await().atMost(PATIENCE).until(() -> first.health().state() == Health.State.UP);
      publishItems("three", 20);
      await().atMost(PATIENCE).until(() -> messages("three").size() == 20);
    }
  }

  private void killInATransaction(KafkaConnection connection) throws Exception {
    do {
      Process process = ConvertProcess.start(connection, folder);
      await().atMost(PATIENCE).until(() -> !openTransactions().isEmpty() || !process.isAlive());
      process.destroyForcibly().waitFor();
    } while (openTransactions().isEmpty());
  }

  private List<String> openTransactions() throws Exception {
    try (Admin admin = clients.admin()) {
      return admin
          .listTransactions(
              new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
          .all()
          .get()
          .stream()
          .map(TransactionListing::transactionalId)
          .toList();
    }
  }

  private void publishItems(String name, int count) throws Exception {
    try (Producer<String, byte[]> producer = clients.producer(Map.of())) {
      for (int i = 0; i < count; i++) {
        Entry.Builder item =
            archive.item(name + "/T-" + i + ".json", document("alice@contoso.example"));
        var _ =
            producer.send(
                new ProducerRecord<>(
                    Topic.ENTRIES.name(), keyOf(item), item.build().toByteArray()));
      }
    }
  }

  private List<String> messages(String name) {
    return CommittedRecords.of(clients, Topic.MESSAGES).stream()
        .map(MailboxMessage::getEntryPath)
        .filter(path -> path.startsWith(name + "/"))
        .toList();
  }
}
