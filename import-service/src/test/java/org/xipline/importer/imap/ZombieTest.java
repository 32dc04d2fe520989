package org.xipline.importer.imap;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xipline.importer.ImportService;
import org.xipline.importer.ImportSettings;
import org.xipline.importer.MailboxAccess;
import org.xipline.importer.delivery.DeliveryObserver.Fate;
import org.xipline.importer.delivery.DeliverySettings;
import org.xipline.importer.delivery.FakePayloadStore;
import org.xipline.importer.delivery.Records;
import org.xipline.importer.imap.connection.ConnectionSettings;
import org.xipline.importer.imap.connection.ServerTrust;
import org.xipline.importer.imap.dovecot.DovecotServer;
import org.xipline.importer.imap.dovecot.ImapView;
import org.xipline.importer.imap.dovecot.WithDovecot;
import org.xipline.importer.mailbox.AppendResult.Appended;
import org.xipline.importer.mailbox.InterceptedServer;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.runtime.broker.EmbeddedBrokerExtension;
import org.xipline.runtime.kafka.CommittedRecords;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.service.ServiceContext;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.record.MailboxPlace;
import org.xipline.schemas.topic.Topic;

/** An importer that is stopped inside its APPENDs and goes on after its partitions have moved. */
@WithDovecot
@ExtendWith(EmbeddedBrokerExtension.class)
class ZombieTest {
  private static final int MAILBOXES = 24;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Room for all mailboxes at once, and little patience with what is in hand. */
  private static final DeliverySettings HASTY =
      new DeliverySettings(
          32 << 20,
          16 << 20,
          50_000,
          MAILBOXES,
          100,
          16 << 20,
          Duration.ofSeconds(3),
          Duration.ofMillis(200));

  private final DovecotServer dovecot;
  private final KafkaConnection connection;
  private final KafkaClients clients;
  private final String run = UUID.randomUUID().toString();

  ZombieTest(DovecotServer dovecot, KafkaConnection connection) {
    this.dovecot = dovecot;
    this.connection = connection;
    this.clients = new KafkaClients(connection);
  }

  @Test
  @Timeout(180)
  void shouldRemoveItsOwnCopiesWhereSomebodyElseWasFaster() throws Exception {
    // Given an importer that is stopped inside an APPEND to each of its mailboxes
    produce();
    var registry = new SimpleMeterRegistry();
    var stopping = new StoppedInAppend();
    try (MailboxServer stopped = new InterceptedServer(serverOn(dovecot), stopping);
        MailboxServer server = serverOn(dovecot);
        ImportService zombie = service(stopped, registry);
        ImportService successor = service(server, new SimpleMeterRegistry())) {
      zombie.start();
      eventually().untilAsserted(() -> assertThat(stopping.stopped()).isEqualTo(MAILBOXES));

      // When its partitions move to another one, which delivers, and then it goes on
      successor.start();
      eventually().untilAsserted(() -> assertThat(delivered(successor)).isPositive());
      await()
          .during(Duration.ofSeconds(1))
          .atMost(PATIENCE)
          .until(() -> successor.metrics().inFlightCount() == 0);
      long moved = delivered(successor);
      stopping.goOn();

      // Then it has stored everything, seen that others were faster, and removed what is its own
      eventually()
          .untilAsserted(() ->
              assertThat(stopping.results())
                  .hasSize(MAILBOXES)
                  .allMatch(Appended.class::isInstance));
      eventually()
          .untilAsserted(() ->
              assertThat(registry.get("xipline.import.own.copies.removed").counter().count())
                  .isEqualTo(moved));
      eventually().untilAsserted(() -> assertThat(settledMailboxes()).hasSize(MAILBOXES));
    }
    for (EmailAddress mailbox : mailboxes()) {
      assertThat(new ImapView(dovecot).contentsOf(mailbox)).hasSize(1);
    }
  }

  private static ConditionFactory eventually() {
    return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200));
  }

  private static long delivered(ImportService service) {
    return service.metrics().count(Fate.DELIVERED);
  }

  private static ImapMailboxServer serverOn(DovecotServer dovecot) {
    return new ImapMailboxServer(
        dovecot.endpoint(), dovecot.master(), ConnectionSettings.DEFAULT, ServerTrust.ofTheJdk());
  }

  private ImportService service(MailboxServer mailboxes, SimpleMeterRegistry registry) {
    return new ImportService(
        new ServiceContext(
            "test", Path.of("unused"), connection, new FakePayloadStore(), registry, (_, _) -> {}),
        ImportSettings.DEFAULT.withGroupId(run).withDelivery(HASTY),
        mailboxes,
        new MailboxAccess(
            MailboxPlace.getDefaultInstance(), Set.of(), ConnectionSettings.DEFAULT, Map.of()));
  }

  private List<EmailAddress> mailboxes() {
    return IntStream.range(0, MAILBOXES)
        .mapToObj(i -> new EmailAddress("z" + i + "." + run + "@contoso.example"))
        .toList();
  }

  private void produce() {
    try (Producer<String, byte[]> producer = clients.producer(Map.of())) {
      for (EmailAddress mailbox : mailboxes()) {
        var _ =
            producer.send(
                new ProducerRecord<>(
                    Topic.MESSAGES.name(),
                    mailbox.value(),
                    Records.message(mailbox, "1").toByteArray()));
      }
      producer.flush();
    }
  }

  private Set<String> settledMailboxes() {
    return CommittedRecords.of(clients, Topic.OUTCOMES).stream()
        .map(outcome -> outcome.getPairsSettled().getMailbox())
        .filter(mailbox -> mailbox.contains(run))
        .collect(toSet());
  }
}
