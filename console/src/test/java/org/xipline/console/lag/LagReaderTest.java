package org.xipline.console.lag;

import static java.time.temporal.ChronoUnit.MILLIS;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xipline.runtime.broker.EmbeddedBrokerExtension;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.kafka.NamePrefix;
import org.xipline.runtime.kafka.TopicPlan;
import org.xipline.runtime.kafka.TopicSetup;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.MailboxPlace;
import org.xipline.schemas.topic.ConsumerGroup;
import org.xipline.schemas.topic.Topic;

/** On a real broker; each test has an installation of its own there. */
@ExtendWith(EmbeddedBrokerExtension.class)
class LagReaderTest {
  private static final int RECORDS = 7;
  private static final Duration OLD = Duration.ofMinutes(10);
  private static int installations;

  private final NamePrefix prefix = new NamePrefix("i" + installations++ + ".");
  private final Instant now = Instant.now().truncatedTo(MILLIS);
  private KafkaClients clients;
  private Admin admin;
  private LagReader reader;

  @BeforeEach
  void createTopics(KafkaConnection broker) {
    clients = new KafkaClients(broker.with(prefix));
    admin = clients.admin();
    var topics = new TopicSetup(admin, TopicPlan.ofOneBroker().with(prefix));
    while (!topics.ensureAll()) {
      Thread.onSpinWait();
    }
    reader = new LagReader(clients, InstantSource.system());
  }

  @AfterEach
  void close() {
    reader.close();
    admin.close();
  }

  @Test
  void shouldShowAllThatIsThereForAGroupThatWasNeverStarted() {
    // Given messages, and no importer that has ever been there
    send(Topic.MESSAGES, RECORDS);

    // When
    LagReading reading = read();

    // Then they wait for the group, since they were written
    assertThat(of(reading, ConsumerGroup.IMPORT))
        .isEqualTo(new GroupLag(prefix.on("xip-import"), 0, RECORDS, OLD));
    // And the retries are shown too, where none waits
    assertThat(reading.partitions())
        .filteredOn(it -> it.group().equals(prefix.on("xip-import")))
        .hasSize(Topic.MESSAGES.partitions() + Topic.MESSAGES_RETRY.partitions())
        .allMatch(it -> it.committed().isEmpty());
  }

  @Test
  void shouldShowAllThatIsThereForAGroupThatWasDeleted() throws Exception {
    send(Topic.ENTRIES, RECORDS);
    commit(ConsumerGroup.CONVERT, Topic.ENTRIES, RECORDS);
    assertThat(of(read(), ConsumerGroup.CONVERT).records()).isZero();

    admin.deleteConsumerGroups(List.of(prefix.on(ConsumerGroup.CONVERT))).all().get();

    assertThat(of(read(), ConsumerGroup.CONVERT).records()).isEqualTo(RECORDS);
  }

  @Test
  void shouldShowAllThatIsThereWhereOffsetsHaveExpired() throws Exception {
    send(Topic.OUTCOMES, RECORDS);
    commit(ConsumerGroup.LEDGER, Topic.OUTCOMES, RECORDS);

    admin
        .deleteConsumerGroupOffsets(
            prefix.on(ConsumerGroup.LEDGER), Set.of(partition(Topic.OUTCOMES)))
        .all()
        .get();

    assertThat(of(read(), ConsumerGroup.LEDGER).records()).isEqualTo(RECORDS);
  }

  @Test
  void shouldNotCountWhatExpiredBeforeItWasRead() throws Exception {
    send(Topic.MESSAGES, RECORDS);
    commit(ConsumerGroup.IMPORT, Topic.MESSAGES, 1);

    admin
        .deleteRecords(Map.of(partition(Topic.MESSAGES), RecordsToDelete.beforeOffset(5)))
        .all()
        .get();

    assertThat(of(read(), ConsumerGroup.IMPORT).records()).isEqualTo(RECORDS - 5);
  }

  @Test
  void shouldShowWhatAnOpenTransactionHoldsBack() {
    // Given records in a transaction that nobody ends
    try (Producer<String, byte[]> producer =
        clients.transactionalProducer("open", Duration.ofMinutes(1))) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(record(Topic.MESSAGES));
      producer.flush();
      // And others behind them
      send(Topic.MESSAGES, RECORDS);

      // When
      LagReading reading = read();

      // Then all of them are lag, though no reader sees one
      assertThat(of(reading, ConsumerGroup.IMPORT).records()).isEqualTo(1 + RECORDS);
      assertThat(of(reading, ConsumerGroup.IMPORT).time()).isEqualTo(OLD);
      assertThat(open(reading))
          .isEqualTo(new OpenTransactions(prefix.on(Topic.MESSAGES), 0, 1 + RECORDS, OLD));

      // And when it ends, nothing is held back any more
      producer.commitTransaction();
      await().until(() -> open(read()).records() == 0);
    }
  }

  @Test
  void shouldLeaveOutReadingsOfTheLedgerAndStrangers() throws Exception {
    send(Topic.OUTCOMES, RECORDS);
    commit(ConsumerGroup.LEDGER_READING_PREFIX + "1", Topic.OUTCOMES, 1);
    commit("somebody", Topic.OUTCOMES, 1);

    assertThat(read().groups())
        .extracting(GroupMembers::group)
        .containsExactlyInAnyOrderElementsOf(
            ConsumerGroup.all().stream().map(prefix::on).collect(toSet()));
  }

  @Test
  void shouldExpectTheImportersOfConnectorsAndNotThoseThatNobodyNamesAnyMore() throws Exception {
    // Given a connector with mailboxes of its own, and the group of a server that was given up
    var connector =
        Connector.newBuilder()
            .setName("desk")
            .setMailboxes(MailboxPlace.newBuilder().setLocation("imaps://mail:993"))
            .build();
    send(Topic.MESSAGES, RECORDS);
    commit("xip-import@imaps://old:993", Topic.MESSAGES, 1);

    // When
    LagReading reading =
        reader.read(ExpectedGroups.WHERE_SERVICES_RUN.with(List.of(connector)), now);

    // Then both are there, and only the expected one counts
    assertThat(members(reading, "xip-import@imaps://mail:993").counts()).isTrue();
    assertThat(members(reading, "xip-import@imaps://old:993").counts()).isFalse();
    assertThat(reading.ofGroupsThatCount().partitions())
        .extracting(PartitionLag::group)
        .contains(prefix.on("xip-import@imaps://mail:993"))
        .doesNotContain(prefix.on("xip-import@imaps://old:993"));
  }

  private LagReading read() {
    return reader.read(ExpectedGroups.WHERE_SERVICES_RUN.with(List.of()), now);
  }

  private GroupLag of(LagReading reading, ConsumerGroup group) {
    return GroupLag.of(reading).stream()
        .filter(it -> it.group().equals(prefix.on(group)))
        .findFirst()
        .orElseThrow();
  }

  private OpenTransactions open(LagReading reading) {
    return reading.transactions().stream()
        .filter(it -> it.topic().equals(prefix.on(Topic.MESSAGES)) && it.partition() == 0)
        .findFirst()
        .orElseThrow();
  }

  private GroupMembers members(LagReading reading, String group) {
    return reading.groups().stream()
        .filter(it -> it.group().equals(prefix.on(group)))
        .findFirst()
        .orElseThrow();
  }

  private void send(Topic<?> topic, int count) {
    try (Producer<String, byte[]> producer = clients.producer(Map.of())) {
      for (int number = 0; number < count; number++) {
        producer.send(record(topic));
      }
    }
  }

  private ProducerRecord<String, byte[]> record(Topic<?> topic) {
    return new ProducerRecord<>(
        topic.name(), 0, now.minus(OLD).toEpochMilli(), "key", new byte[] {1});
  }

  private void commit(ConsumerGroup group, Topic<?> topic, long offset) throws Exception {
    commit(group.name(), topic, offset);
  }

  private void commit(String group, Topic<?> topic, long offset) throws Exception {
    admin
        .alterConsumerGroupOffsets(
            prefix.on(group), Map.of(partition(topic), new OffsetAndMetadata(offset)))
        .all()
        .get();
  }

  private TopicPartition partition(Topic<?> topic) {
    return new TopicPartition(prefix.on(topic), 0);
  }
}
