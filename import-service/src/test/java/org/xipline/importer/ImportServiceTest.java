package org.xipline.importer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.importer.delivery.DeliveryObserver.Fate;
import org.xipline.importer.delivery.FakePayloadStore;
import org.xipline.importer.delivery.Records;
import org.xipline.importer.imap.connection.ConnectionSettings;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.runtime.broker.EmbeddedBrokerExtension;
import org.xipline.runtime.health.Health.State;
import org.xipline.runtime.kafka.CommittedRecords;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.service.Service;
import org.xipline.runtime.service.ServiceContext;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.record.MailboxPlace;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.PairResult;
import org.xipline.schemas.record.PairsSettled;
import org.xipline.schemas.record.Payload;
import org.xipline.schemas.topic.Topic;

/** On a real broker, into real Maildirs. */
@ExtendWith(EmbeddedBrokerExtension.class)
class ImportServiceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final KafkaConnection connection;
  private final KafkaClients clients;
  private final String run = UUID.randomUUID().toString();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  @TempDir private Path directory;
  @TempDir private Path elsewhere;

  ImportServiceTest(KafkaConnection connection) {
    this.connection = connection;
    this.clients = new KafkaClients(connection);
  }

  @BeforeEach
  void nothingHasFailed() {
    failures.clear();
  }

  @Test
  void shouldDeliverWhatTransactionsCommittedAndCommitPastTheirGaps() throws Exception {
    Set<String> ids = produceInTransactions(200, 10);
    ImportService service = service();
    service.start();

    try (service) {
      eventually().untilAsserted(() -> assertThat(settledItems()).containsAll(ids));
      eventually().untilAsserted(() -> assertThat(lag()).isZero());
    }

    assertThat(messagesOfThisRun()).hasSize(200);
    assertThat(settled()).allMatch(fact -> fact.getResult() == PairResult.PAIR_RESULT_DELIVERED);
    ImportMetrics metrics = service.metrics();
    assertThat(metrics.inFlightCount()).isZero();
    assertThat(service.importHealth().isDegraded()).isFalse();
    assertThat(service.importHealth().oldestWaiting()).isEmpty();
    assertThat(metrics.consumedCount())
        .isEqualTo(Stream.of(Fate.values()).mapToLong(metrics::count).sum());
    assertThat(failures).isEmpty();
  }

  @Test
  void shouldLoseNothingAndDeliverNothingTwiceWhenInstancesComeAndGo() throws Exception {
    Set<String> ids = produceInTransactions(3000, 40);
    ImportService first = service();
    first.start();
    await().atMost(PATIENCE).until(() -> delivered(first) > 200);

    ImportService second = service();
    second.start();
    await().atMost(PATIENCE).until(() -> delivered(first) + delivered(second) > 1000);
    first.close();
    ImportService third = service();
    third.start();

    try (second;
        third) {
      eventually().untilAsserted(() -> assertThat(settledItems()).containsAll(ids));
      eventually().untilAsserted(() -> assertThat(lag()).isZero());
    }

    assertThat(messagesOfThisRun()).hasSize(3000);
    assertThat(settled().stream().map(PairsSettled::getResult).collect(toSet()))
        .isSubsetOf(PairResult.PAIR_RESULT_DELIVERED, PairResult.PAIR_RESULT_ALREADY_PRESENT);
    assertThat(failures).isEmpty();
  }

  @Test
  void shouldKeepAMailboxAndItsRetriesWithOneInstance() throws Exception {
    try (ImportService first = service();
        ImportService second = service()) {
      first.start();
      second.start();

      eventually()
          .ignoreExceptions()
          .untilAsserted(() -> {
            List<Map<String, Set<Integer>>> members = partitionsByTopicOfEachMember();
            assertThat(members).hasSize(2);
            assertThat(members)
                .allSatisfy(topics -> {
                  assertThat(topics).hasSize(2);
                  assertThat(topics.get(Topic.MESSAGES.name()))
                      .hasSize(Topic.MESSAGES.partitions() / 2)
                      .isEqualTo(topics.get(Topic.MESSAGES_RETRY.name()));
                });
          });
    }
  }

  @Test
  void shouldDeliverRetriesWhenTheyAreDueHoweverManyWaitForAnotherMailbox() throws Exception {
    Instant now = Instant.now();
    var throttled = new EmailAddress("throttled@" + run + ".example");
    var others = new EmailAddress("others@" + run + ".example");
    try (Producer<String, byte[]> producer = clients.producer(Map.of())) {
      for (int i = 0; i < 300; i++) {
        MailboxMessage large =
            Records.message(throttled, "t" + i).toBuilder()
                .setPayload(Payload.newBuilder().setInline(ByteString.copyFrom(new byte[20_000])))
                .build();
        producer.send(retry(large, now.plusSeconds(7200)));
      }
      for (int i = 0; i < 30; i++) {
        producer.send(retry(Records.message(others, "o" + i), now.plusMillis(500L * i)));
      }
    }

    try (ImportService service = service()) {
      service.start();
      eventually().untilAsserted(() -> assertThat(settled()).hasSize(30));
      assertThat(messagesOfThisRun()).hasSize(30);
      assertThat(settled()).allMatch(fact -> fact.getMailbox().equals(others.value()));
    }
    assertThat(failures).isEmpty();
  }

  private static ProducerRecord<String, byte[]> retry(MailboxMessage message, Instant due) {
    MailboxMessage retry =
        message.toBuilder()
            .setAttempts(1)
            .setFirstTriedAt(Timestamp.newBuilder().setSeconds(due.getEpochSecond() - 7200))
            .setNotBefore(
                Timestamp.newBuilder().setSeconds(due.getEpochSecond()).setNanos(due.getNano()))
            .build();
    return new ProducerRecord<>(
        Topic.MESSAGES_RETRY.name(), 0, message.getMailbox(), retry.toByteArray());
  }

  @Test
  void shouldDeliverNothingTwiceWhenOffsetsAreResetBackwards() throws Exception {
    Set<String> ids = produceInTransactions(200, 10);
    runUntilNothingIsLeft();
    assertThat(settledItems()).containsAll(ids);

    resetOffsets(OffsetSpec.earliest());
    runUntilNothingIsLeft();

    assertThat(messagesOfThisRun()).hasSize(200);
    assertThat(settled())
        .extracting(PairsSettled::getResult)
        .filteredOn(result -> result == PairResult.PAIR_RESULT_ALREADY_PRESENT)
        .hasSize(200);
  }

  @Test
  void shouldTellNothingOfWhatIsSkippedWhenOffsetsAreResetForwards() throws Exception {
    runUntilNothingIsLeft();
    produceInTransactions(100, 10);

    resetOffsets(OffsetSpec.latest());
    runUntilNothingIsLeft();
    Set<String> later = produceInTransactions(50, 5);
    runUntilNothingIsLeft();

    assertThat(settledItems()).isEqualTo(later);
    assertThat(messagesOfThisRun()).hasSize(50);
  }

  @Test
  void shouldDeliverToTheServerThatAConnectorNames() throws Exception {
    // Given a server that cannot be used yet
    Path file = Files.writeString(elsewhere.resolve("mail"), "in the way");
    String location = "maildir:" + file;
    nameServer(location);
    Set<String> ids = produceInTransactions(20, 2);
    Set<String> named = produceFor(location, 30);
    try (ImportService service = service()) {
      service.start();

      // Then its messages wait, and no others
      eventually().untilAsserted(() -> assertThat(settledItems()).isEqualTo(ids));
      eventually()
          .untilAsserted(() -> assertThat(service.health().details()).containsKey(location));
      assertThat(service.health().state()).isEqualTo(State.DEGRADED);

      // When it can
      Files.delete(file);

      // Then they go there, by a group of its own
      eventually().untilAsserted(() -> assertThat(settledItems()).containsAll(named));
      eventually().untilAsserted(() -> assertThat(lag(run + "@" + location)).isZero());
      eventually()
          .untilAsserted(() -> assertThat(service.health().details()).doesNotContainKey(location));
    } finally {
      forgetServers();
    }
    assertThat(messagesOfThisRun()).hasSize(20);
    assertThat(messagesIn(elsewhere)).hasSize(30);
    assertThat(settledItems()).hasSize(50);
    assertThat(failures).isEmpty();
  }

  @Test
  void shouldLeaveWhatNamesAnotherServerToWhoeverDeliversThere() throws Exception {
    // Given messages for two servers and for none, in the same partitions
    String here = "maildir:" + directory.toRealPath();
    String there = "maildir:" + elsewhere.toRealPath();
    Set<String> unnamed = produceInTransactions(10, 2);
    Set<String> hers = produceFor(here, 20);
    Set<String> theirs = produceFor(there, 30);

    // When each server is delivered to by a run of its own
    deliverOnlyTo(here);
    Set<String> settledFirst = settledItems();
    deliverOnlyTo(there);
    Set<String> settledThen = settledItems();
    deliverOnlyTo(here);

    // Then each has its own, and what names no server waits
    assertThat(settledFirst).isEqualTo(hers);
    assertThat(settledThen).hasSize(50).containsAll(hers).containsAll(theirs);
    assertThat(settled()).hasSize(50);
    assertThat(messagesIn(directory)).hasSize(20);
    assertThat(messagesIn(elsewhere)).hasSize(30);
    assertThat(settledItems()).doesNotContainAnyElementsOf(unnamed);
    assertThat(failures).isEmpty();
  }

  @Test
  void shouldDeliverWhatNamesItsOwnServerByAGroupThatGoesOnWhereTheUnnamedOneStood()
      throws Exception {
    // Given messages that an earlier version delivered with those that name no server
    String own = "maildir:" + directory.toRealPath();
    nameServer(own);
    produceFor(own, 5);
    resetOffsets(OffsetSpec.latest());

    // When more come, to a service that starts
    Set<String> later = produceFor(own, 7);
    try (ImportService service = service(own)) {
      service.start();
      eventually().untilAsserted(() -> assertThat(lag(run + "@" + own)).isZero());
      eventually().untilAsserted(() -> assertThat(lag()).isZero());
    } finally {
      forgetServers();
    }

    // Then those before are not looked at again
    assertThat(settledItems()).isEqualTo(later);
    assertThat(messagesOfThisRun()).hasSize(7);
    assertThat(failures).isEmpty();
  }

  @Test
  void shouldDeliverWhatNamesItsOwnServerThoughNoConnectorNamesIt() throws Exception {
    String own = "maildir:" + directory.toRealPath();
    Set<String> named = produceFor(own, 5);

    try (ImportService service = service(own)) {
      service.start();
      eventually().untilAsserted(() -> assertThat(settledItems()).isEqualTo(named));
    }
    assertThat(failures).isEmpty();
  }

  private void deliverOnlyTo(String location) throws Exception {
    try (MailboxServer server = MailboxServers.of(location);
        Service delivery =
            ImportService.deliveringOnlyTo(
                location, context(), ImportSettings.oneRun().withGroupId(run), server)) {
      delivery.start();
      eventually().untilAsserted(() -> assertThat(lag(run + "@" + location)).isZero());
    }
  }

  private Set<String> produceFor(String location, int count) {
    Set<String> ids = new HashSet<>();
    try (Producer<String, byte[]> producer = clients.producer(Map.of())) {
      for (int i = 0; i < count; i++) {
        var mailbox = new EmailAddress("m@" + run + ".example");
        String id = "named-" + UUID.randomUUID() + "-" + run;
        ids.add(id);
        var message = Records.message(mailbox, id).toBuilder().setMailboxServer(location).build();
        producer.send(
            new ProducerRecord<>(Topic.MESSAGES.name(), mailbox.value(), message.toByteArray()));
      }
    }
    return ids;
  }

  private void nameServer(String location) {
    var connector =
        Connector.newBuilder()
            .setName(run)
            .setMailboxes(MailboxPlace.newBuilder().setLocation(location))
            .build();
    register(connector.toByteArray());
  }

  private void forgetServers() {
    register(null);
  }

  private void register(byte @Nullable [] connector) {
    try (Producer<String, byte[]> producer = clients.producer(Map.of())) {
      producer.send(new ProducerRecord<>(Topic.CONNECTORS.name(), run, connector));
    }
  }

  private void runUntilNothingIsLeft() throws Exception {
    try (ImportService service = service()) {
      service.start();
      eventually().untilAsserted(() -> assertThat(lag()).isZero());
    }
    assertThat(failures).isEmpty();
  }

  /** As {@code kafka-consumer-groups --reset-offsets} does it, on the stopped group. */
  private void resetOffsets(OffsetSpec to) throws ExecutionException, InterruptedException {
    try (Admin admin = clients.admin()) {
      Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
      for (TopicPartition partition : partitionsOf(Topic.MESSAGES)) {
        long offset =
            admin.listOffsets(Map.of(partition, to)).partitionResult(partition).get().offset();
        offsets.put(partition, new OffsetAndMetadata(offset));
      }
      admin.alterConsumerGroupOffsets(run, offsets).all().get();
    }
  }

  @Test
  void shouldSetAsideARecordThatIsNoMessage() throws Exception {
    String poison = "nonsense " + run;
    try (Producer<String, byte[]> producer = clients.producer(Map.of())) {
      producer
          .send(new ProducerRecord<>(Topic.MESSAGES.name(), "key", poison.getBytes(UTF_8)))
          .get();
    }

    try (ImportService service = service()) {
      service.start();
      eventually()
          .untilAsserted(() ->
              assertThat(CommittedRecords.of(clients, Topic.DEAD_LETTERS))
                  .filteredOn(letter -> letter.getUndecodable().toStringUtf8().equals(poison))
                  .extracting(DeadLetter::getReason)
                  .containsOnly("malformed-record"));
    }
    assertThat(failures).isEmpty();
  }

  /** Each look reads a topic from its beginning: not too often. */
  private static ConditionFactory eventually() {
    return await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(200));
  }

  private static long delivered(ImportService service) {
    return service.metrics().count(Fate.DELIVERED);
  }

  private ImportService service() {
    return service(MailboxPlace.getDefaultInstance());
  }

  private ImportService service(String ownLocation) {
    return service(MailboxPlace.newBuilder().setLocation(ownLocation).build());
  }

  private ImportService service(MailboxPlace own) {
    return new ImportService(
        context(),
        ImportSettings.DEFAULT.withGroupId(run),
        MailboxServers.of("maildir:" + directory),
        new MailboxAccess(own, Set.of(), ConnectionSettings.DEFAULT, Map.of()));
  }

  private ServiceContext context() {
    return new ServiceContext(
        "test",
        directory,
        connection,
        new FakePayloadStore(),
        new SimpleMeterRegistry(),
        (_, cause) -> failures.add(cause));
  }

  /** Every fourth transaction is aborted after it wrote something. */
  private Set<String> produceInTransactions(int count, int mailboxes) {
    Set<String> ids = new HashSet<>();
    try (Producer<String, byte[]> producer =
        clients.transactionalProducer(run, Duration.ofSeconds(30))) {
      producer.initTransactions();
      for (int from = 0; from < count; from += 50) {
        if (from % 200 == 0) {
          producer.beginTransaction();
          producer.send(message("aborted-" + from, 0));
          producer.flush();
          producer.abortTransaction();
        }
        producer.beginTransaction();
        for (int i = from; i < Math.min(count, from + 50); i++) {
          String id = i + "-" + run;
          ids.add(id);
          producer.send(message(id, i % mailboxes));
        }
        producer.commitTransaction();
      }
    }
    return ids;
  }

  private ProducerRecord<String, byte[]> message(String id, int mailbox) {
    var address = new EmailAddress("m" + mailbox + "@" + run + ".example");
    return new ProducerRecord<>(
        Topic.MESSAGES.name(), address.value(), Records.message(address, id).toByteArray());
  }

  private List<Path> messagesOfThisRun() throws IOException {
    return messagesIn(directory);
  }

  private List<Path> messagesIn(Path mail) throws IOException {
    try (Stream<Path> files = Files.walk(mail)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().contains(run))
          .filter(file -> file.toString().contains("/.XIP/new/"))
          .toList();
    }
  }

  private Set<String> settledItems() {
    return settled().stream().map(PairsSettled::getItemId).collect(toSet());
  }

  private List<PairsSettled> settled() {
    return CommittedRecords.of(clients, Topic.OUTCOMES).stream()
        .map(Outcome::getPairsSettled)
        .filter(fact -> fact.getMailbox().endsWith(run + ".example"))
        .toList();
  }

  private static Set<TopicPartition> partitionsOf(Topic<?> topic) {
    return IntStream.range(0, topic.partitions())
        .mapToObj(partition -> new TopicPartition(topic.name(), partition))
        .collect(toSet());
  }

  /** Offsets between what is committed and the end, gaps included. */
  private long lag() throws ExecutionException, InterruptedException {
    return lag(run);
  }

  private long lag(String group) throws ExecutionException, InterruptedException {
    try (Admin admin = clients.admin()) {
      var committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      long lag = 0;
      for (TopicPartition partition : partitionsOf(Topic.MESSAGES)) {
        long end =
            admin
                .listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
        var offset = committed.get(partition);
        lag += end - (offset == null ? 0 : offset.offset());
      }
      return lag;
    }
  }

  private List<Map<String, Set<Integer>>> partitionsByTopicOfEachMember()
      throws ExecutionException, InterruptedException {
    try (Admin admin = clients.admin()) {
      return admin.describeConsumerGroups(List.of(run)).all().get().values().stream()
          .flatMap(group -> group.members().stream())
          .map(ImportServiceTest::partitionsByTopic)
          .toList();
    }
  }

  private static Map<String, Set<Integer>> partitionsByTopic(MemberDescription member) {
    return member.assignment().topicPartitions().stream()
        .collect(groupingBy(TopicPartition::topic, mapping(TopicPartition::partition, toSet())));
  }
}
