package org.xipline.importer.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.xipline.importer.mailbox.MailboxContract.ALICE;
import static org.xipline.importer.mailbox.MailboxContract.BOB;

import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xipline.importer.folder.FolderDelivery;
import org.xipline.importer.folder.FolderMemory;
import org.xipline.importer.health.ImportHealth;
import org.xipline.importer.health.Trouble;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.InMemoryMailboxServer;
import org.xipline.importer.mailbox.InterceptedServer;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.importer.mailbox.Messages;
import org.xipline.importer.mailbox.Opening;
import org.xipline.importer.retry.RetryPolicy;
import org.xipline.importer.retry.RetrySettings;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.reason.DeadLetterReason;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.record.ItemSize;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.PairResult;
import org.xipline.schemas.record.PairsSettled;
import org.xipline.schemas.record.Payload;
import org.xipline.schemas.topic.Topic;

class MessageDeliveryTest {
  private static final DeliverySettings SETTINGS =
      new DeliverySettings(
          40_000, 40_000, 4, 10, 1 << 20, Duration.ofSeconds(5), Duration.ofMillis(5));
  private static final TopicPartition PARTITION = new TopicPartition("xip.messages", 0);
  private static final TopicPartition RETRIES = new TopicPartition("xip.messages.retry", 0);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String NEAR = "maildir:/srv/mail";
  private static final String ELSEWHERE = "imaps://mail.contoso.example:993";

  private final GroupConsumer consumer = new GroupConsumer();
  private final InMemoryMailboxServer server = new InMemoryMailboxServer();
  private final FakePayloadStore payloads = new FakePayloadStore();
  private final CountingObserver observer = new CountingObserver();
  private final AtomicLong nextOffset = new AtomicLong();
  private MockProducer<String, byte[]> producer = producer(true);
  private Runnable stopDelivery = () -> {};
  private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

  @BeforeEach
  void assign() {
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L, RETRIES, 0L));
    consumer.schedulePollTask(() -> consumer.rebalance(List.of(PARTITION, RETRIES)));
  }

  @AfterEach
  void stop() throws Exception {
    stopDelivery.run();
    running.handle((_, _) -> null).get(20, TimeUnit.SECONDS);
    if (!running.isCompletedExceptionally()) {
      assertThat(observer.balance()).as(observer.toString()).isZero();
    }
  }

  @Test
  void shouldDeliverTellAndCommit() {
    consume(Records.message(ALICE, "1"), Records.message(BOB, "2"), Records.message(ALICE, "3"));
    start();

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(3));
    assertThat(server.keysIn(ALICE)).containsExactly(Messages.key("1"), Messages.key("3"));
    assertThat(server.keysIn(BOB)).containsExactly(Messages.key("2"));
    assertThat(settled())
        .hasSize(3)
        .allMatch(fact -> fact.getResult() == PairResult.PAIR_RESULT_DELIVERED);
    PairsSettled first = settledOf("1");
    assertThat(first.getAddressesList()).containsExactly(ALICE.value(), "alias." + ALICE.value());
    assertThat(first.getUidValidity()).isEqualTo(42);
    assertThat(first.getUid()).isEqualTo(1);
    assertThat(first.getAttempts()).isEqualTo(1);
  }

  @Test
  void shouldPassOverWhatIsForAServerThatAConnectorNames() {
    List<String> elsewhere = new CopyOnWriteArrayList<>();
    consume(Records.message(ALICE, "1"), named(ALICE, "2", ELSEWHERE), named(ALICE, "3", NEAR));
    start(server, SETTINGS, new Share(new Destination(NEAR, true), () -> 1, elsewhere::add));

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(3));
    assertThat(server.keysIn(ALICE)).containsExactly(Messages.key("1"), Messages.key("3"));
    assertThat(settled()).hasSize(2);
    assertThat(elsewhere).containsExactly(ELSEWHERE);
  }

  @Test
  void shouldDeliverToAServerThatAConnectorNamesWhatNamesItAndNothingElse() {
    consume("nonsense".getBytes(UTF_8));
    consume(Records.message(ALICE, "1"), named(ALICE, "2", ELSEWHERE));
    start(server, SETTINGS, new Share(new Destination(ELSEWHERE, false), () -> 2, _ -> {}));

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(3));
    assertThat(server.keysIn(ALICE)).containsExactly(Messages.key("2"));
    assertThat(producer.history()).hasSize(1);
  }

  private static MailboxMessage named(EmailAddress mailbox, String id, String server) {
    return Records.message(mailbox, id).toBuilder().setMailboxServer(server).build();
  }

  @Test
  void shouldDeliverOneCopyOfAMessageThatComesTwice() {
    consume(Records.message(ALICE, "1"), Records.message(ALICE, "1"));
    start();

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(2));
    assertThat(server.contentsOf(ALICE)).hasSize(1);
    assertThat(settled())
        .extracting(PairsSettled::getResult)
        .containsExactlyInAnyOrder(
            PairResult.PAIR_RESULT_DELIVERED, PairResult.PAIR_RESULT_ALREADY_PRESENT);
  }

  @Test
  void shouldNotCommitBeforeOutcomesAreAcknowledged() {
    producer = producer(false);
    consume(Records.message(ALICE, "1"));
    start();
    eventually(() -> assertThat(producer.history()).hasSize(1));
    consumer.awaitPolls(20);
    assertThat(committed(PARTITION)).isZero();

    producer.completeNext();

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(1));
  }

  @Test
  void shouldSetAsideARecordThatIsNoMessage() {
    consume("nonsense".getBytes(UTF_8));
    consume(Records.message(ALICE, "1"));
    start();

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(2));
    DeadLetter letter = deadLetters().getFirst();
    assertThat(letter.getReason()).isEqualTo("malformed-record");
    assertThat(letter.getUndecodable().toStringUtf8()).isEqualTo("nonsense");
    assertThat(settled()).hasSize(1);
  }

  @Test
  void shouldSetAsideAnItemOverTheLimit() {
    ItemSize size =
        ItemSize.newBuilder()
            .setLargestAttachmentName("film.mov")
            .setLargestAttachmentBytes(Records.LIMIT + 1)
            .setItemBytes(Records.LIMIT + 2)
            .setLimitBytes(Records.LIMIT)
            .build();
    consume(Records.oversized(ALICE, "1", size));
    start();

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(1));
    assertThat(deadLetters().getFirst().hasEntry()).isTrue();
    assertThat(settledOf("1").getResult()).isEqualTo(PairResult.PAIR_RESULT_DEAD_LETTERED);
    assertThat(settledOf("1").getReason()).isEqualTo("attachment-too-large");
    assertThat(settledOf("1").getSizeBytes()).isEqualTo(Records.LIMIT + 1);
    assertThat(server.contentsOf(ALICE)).isEmpty();
  }

  @Test
  void shouldSetAsideWhatTheServerRefuses() {
    server.answerNext(new AppendResult.Refused(DeadLetterReason.MESSAGE_REJECTED, "bad header"));
    consume(Records.message(ALICE, "1"), Records.message(ALICE, "2"));
    start();

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(2));
    assertThat(deadLetters().getFirst().getReason()).isEqualTo("message-rejected");
    assertThat(server.keysIn(ALICE)).containsExactly(Messages.key("2"));
  }

  @Test
  void shouldRedeemClaimChecks() throws IOException {
    consume(staged("1"));
    start();

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(1));
    assertThat(server.contentsOf(ALICE)).containsExactly(Messages.content("1"));
  }

  @Test
  void shouldSetAsideWhatWasPurgedOrDamaged() throws IOException {
    MailboxMessage purged = staged("1");
    MailboxMessage damaged = staged("2");
    payloads.delete(new PayloadKey("messages/1"));
    payloads.damage(new PayloadKey("messages/2"));
    consume(purged, damaged);
    start();

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(2));
    assertThat(settledOf("1").getReason()).isEqualTo("payload-expired");
    assertThat(settledOf("2").getReason()).isEqualTo("payload-damaged");
    assertThat(server.contentsOf(ALICE)).isEmpty();
  }

  @Test
  void shouldTryAgainInPlaceWhenItPassesSoon() {
    server.answerNext(later(Duration.ZERO));
    consume(Records.message(ALICE, "1"));
    start();

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(1));
    assertThat(settledOf("1").getAttempts()).isEqualTo(2);
    assertThat(told(Topic.MESSAGES_RETRY)).isEmpty();
  }

  @Test
  void shouldPutAThrottledMailboxOffAndDeliverToOthers() {
    var throttled = new AppendResult.Throttled("throttled", Duration.ofMinutes(5));
    server.answerOpening(ALICE, new Opening.Busy(throttled));
    consume(Records.message(ALICE, "1"), Records.message(BOB, "2"));
    start();
    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(2));

    consume(Records.message(ALICE, "3"));

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(3));
    assertThat(server.keysIn(BOB)).containsExactly(Messages.key("2"));
    List<MailboxMessage> retries = parse(Topic.MESSAGES_RETRY);
    assertThat(retries).extracting(MailboxMessage::getItemId).containsExactly("1", "3");
    assertThat(retries).extracting(MailboxMessage::getAttempts).containsExactly(0, 0);
    assertThat(retries).allMatch(retry -> dueIn(retry).compareTo(Duration.ofMinutes(4)) > 0);
    assertThat(told(Topic.MESSAGES_RETRY)).allMatch(retry -> retry.partition() == 0);
    assertThat(observer.health().troubles())
        .singleElement()
        .satisfies(trouble -> {
          assertThat(trouble.mailbox()).isEqualTo(ALICE.value());
          assertThat(trouble.kind()).isEqualTo(Trouble.Kind.THROTTLED);
          assertThat(trouble.until()).isPresent();
        });
  }

  @Test
  void shouldCallAMailboxThatRefusesATroubleUntilItTakesSomething() {
    server.answerNext(later(Duration.ZERO), later(Duration.ofMillis(400)));
    consume(Records.message(ALICE, "1"));
    start();

    eventually(() ->
        assertThat(observer.health().troubles())
            .extracting(Trouble::kind)
            .containsExactly(Trouble.Kind.REFUSING));
    assertThat(observer.health().oldestWaiting()).isPresent();
    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(1));

    assertThat(observer.health()).isEqualTo(new ImportHealth(List.of(), 0, Optional.empty()));
  }

  @Test
  void shouldDeliverARetryWhenItIsDue() {
    MailboxMessage message = Records.message(ALICE, "1");
    Instant now = Instant.now();
    consumer.add(
        RETRIES, 0, OutcomeRecords.retry(message, 3, now, now.plusMillis(300)).toByteArray());
    start();

    eventually(() -> assertThat(committed(RETRIES)).isEqualTo(1));
    assertThat(Instant.now()).isAfter(now.plusMillis(300));
    assertThat(settledOf("1").getAttempts()).isEqualTo(4);
  }

  @Test
  void shouldSetAsideWhatWasTriedForTooLong() {
    MailboxMessage message = Records.message(ALICE, "1");
    Instant longAgo = Instant.now().minus(Duration.ofDays(3));
    server.answerNext(later(Duration.ZERO));
    consumer.add(RETRIES, 0, OutcomeRecords.retry(message, 99, longAgo, longAgo).toByteArray());
    start();

    eventually(() -> assertThat(committed(RETRIES)).isEqualTo(1));
    assertThat(deadLetters().getFirst().getReason()).isEqualTo("attempts-exhausted");
    assertThat(deadLetters().getFirst().getAttempts()).isEqualTo(100);
    assertThat(deadLetters().getFirst().getMessage()).isEqualTo(message);
  }

  @Test
  void shouldWaitForAServerThatIsOutOfReachWithoutCountingAttempts() {
    server.setReachable(false);
    consume(Records.message(ALICE, "1"));
    start();
    eventually(() -> assertThat(consumer.paused()).containsExactlyInAnyOrder(PARTITION, RETRIES));
    assertThat(observer.isReachable()).isFalse();

    server.setReachable(true);

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(1));
    eventually(() -> assertThat(consumer.paused()).isEmpty());
    assertThat(settledOf("1").getAttempts()).isEqualTo(1);
    assertThat(observer.isReachable()).isTrue();
  }

  @Test
  void shouldNotLetASlowMailboxKeepOthersWaiting() {
    var slow = new SlowFor(ALICE);
    consume(Records.message(ALICE, "1"), Records.message(BOB, "2"));
    start(new InterceptedServer(server, slow));

    eventually(() -> assertThat(settled()).hasSize(1));
    assertThat(settledOf("2").getResult()).isEqualTo(PairResult.PAIR_RESULT_DELIVERED);
    assertThat(committed(PARTITION)).isZero();

    slow.release();
    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(2));
  }

  @Test
  void shouldSurviveABugInAnAdapter() {
    consume(Records.message(ALICE, "1"));
    start(new InterceptedServer(server, new BuggyOnce(new AtomicBoolean())));

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(1));
    assertThat(settledOf("1").getAttempts()).isEqualTo(2);
  }

  @Test
  void shouldPauseWhenEnoughIsInHand() {
    var slow = new SlowFor(ALICE);
    for (int i = 0; i < 40; i++) {
      consume(Records.message(ALICE, "m" + i));
    }
    start(new InterceptedServer(server, slow));
    eventually(() -> assertThat(consumer.paused()).containsExactly(PARTITION));

    slow.release();

    eventually(() -> assertThat(consumer.paused()).isEmpty());
    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(40));
  }

  @Test
  void shouldDrainBeforePartitionsAreGivenUp() {
    server.setAppendTakes(Duration.ofMillis(200));
    consume(Records.message(ALICE, "1"), Records.message(BOB, "2"));
    start();
    eventually(() -> assertThat(server.appendCommands()).isPositive());

    consumer.schedulePollTask(() -> consumer.rebalance(List.of()));

    eventually(() -> assertThat(settled()).hasSize(2));
    eventually(() -> assertThat(consumer.lastCommitOf(PARTITION)).isEqualTo(2));
  }

  @Test
  void shouldGiveUpWhatWaitsForAServerOutOfReachWhenItStops() throws Exception {
    server.setReachable(false);
    consume(Records.message(ALICE, "1"));
    start();
    eventually(() -> assertThat(observer.isReachable()).isFalse());

    stopDelivery.run();
    running.get(4, TimeUnit.SECONDS);

    assertThat(observer.count(DeliveryObserver.Fate.GIVEN_UP)).isEqualTo(1);
    assertThat(consumer.lastCommitOf(PARTITION)).isZero();
  }

  @Test
  void shouldGiveUpRetriesThatWaitWhenItStops() throws Exception {
    Instant far = Instant.now().plusSeconds(3600);
    consumer.add(
        RETRIES, 0, OutcomeRecords.retry(Records.message(ALICE, "1"), 1, far, far).toByteArray());
    start();
    eventually(() -> assertThat(observer.consumedCount()).isEqualTo(1));

    stopDelivery.run();
    running.get(10, TimeUnit.SECONDS);

    assertThat(observer.count(DeliveryObserver.Fate.GIVEN_UP)).isEqualTo(1);
    assertThat(consumer.lastCommitOf(RETRIES)).isZero();
    assertThat(consumer.closed()).isTrue();
  }

  @Test
  void shouldEndLoudlyWhenOutcomesCannotBeTold() {
    producer = producer(false);
    consume(Records.message(ALICE, "1"));
    start();
    eventually(() -> assertThat(producer.history()).hasSize(1));

    producer.errorNext(new KafkaException("no brokers left"));

    // Sooner than a drain would take.
    assertThatThrownBy(() -> running.get(4, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("no brokers left");
    assertThat(consumer.closed()).isTrue();
    assertThat(consumer.lastCommitOf(PARTITION)).isZero();
  }

  @Test
  void shouldFailAtOnceWhereNobodyGetsInAndSomebodyWaits() {
    server.answerOpening(ALICE, refused(3, Instant.now()));

    start(server, SETTINGS.whileAwaited());
    consume(Records.message(ALICE, "1"));

    assertThatThrownBy(() -> running.get(4, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseInstanceOf(LockedOutException.class)
        .rootCause()
        .hasMessageContaining("tried for 3 mailboxes")
        .hasMessageContaining("NO [AUTHENTICATIONFAILED] no")
        .hasMessageContaining("--imap-auth");
    assertThat(settled()).isEmpty();
  }

  @Test
  void shouldPauseWhereNobodyGetsInAndNobodyWaits() {
    server.answerOpening(ALICE, refused(3, Instant.now()));
    start();
    consume(Records.message(ALICE, "1"));
    eventually(() -> assertThat(observer.isReachable()).isFalse());
    assertThat(settled()).isEmpty();

    server.answerOpening(ALICE, null);

    eventually(
        () -> assertThat(settled()).extracting(PairsSettled::getAttempts).containsExactly(1));
    assertThat(observer.isReachable()).isTrue();
  }

  @Test
  void shouldNotHoldOneMailboxThatIsRefusedAgainstTheServer() {
    server.answerOpening(ALICE, refused(1, Instant.now()));
    start();

    consume(Records.message(ALICE, "1"), Records.message(BOB, "2"));

    eventually(
        () -> assertThat(settled()).extracting(PairsSettled::getItemId).containsExactly("2"));
    assertThat(settledOf("2").getResult()).isEqualTo(PairResult.PAIR_RESULT_DELIVERED);
    assertThat(observer.isReachable()).isTrue();
  }

  private static Opening refused(int mailboxes, Instant since) {
    return new Opening.LockedOut("NO [AUTHENTICATIONFAILED] no", mailboxes, since);
  }

  /** A mailbox that does not open until it is told to. */
  private record SlowFor(EmailAddress slow, CompletableFuture<Void> released)
      implements InterceptedServer.Interception {

    SlowFor(EmailAddress slow) {
      this(slow, new CompletableFuture<>());
    }

    void release() {
      released.complete(null);
    }

    @Override
    public void opening(EmailAddress mailbox) {
      if (mailbox.equals(slow)) {
        released.join();
      }
    }
  }

  private record BuggyOnce(AtomicBoolean done) implements InterceptedServer.Interception {

    @Override
    public void opening(EmailAddress mailbox) {
      if (done.compareAndSet(false, true)) {
        throw new IllegalStateException("bug");
      }
    }
  }

  private void start() {
    start(server);
  }

  private void start(MailboxServer mailboxes) {
    start(mailboxes, SETTINGS);
  }

  private void start(MailboxServer mailboxes, DeliverySettings settings) {
    start(mailboxes, settings, new Share(new Destination("", true), () -> 1, _ -> {}));
  }

  private void start(MailboxServer mailboxes, DeliverySettings settings, Share share) {
    var retry =
        new RetrySettings(
            Duration.ofMillis(20),
            Duration.ofMinutes(10),
            Duration.ofMillis(500),
            Duration.ofDays(2));
    var delivery =
        new MessageDelivery(
            consumer,
            producer,
            new FolderDelivery(mailboxes, new FolderMemory(1000)),
            payloads,
            new RetryPolicy(retry),
            settings,
            share,
            observer,
            Clock.systemUTC());
    stopDelivery = delivery::stop;
    running = CompletableFuture.runAsync(delivery::run);
  }

  private void consume(MailboxMessage... messages) {
    for (MailboxMessage message : messages) {
      consume(message.toByteArray());
    }
  }

  private void consume(byte[] value) {
    consumer.add(PARTITION, nextOffset.getAndIncrement(), value);
  }

  private MailboxMessage staged(String id) throws IOException {
    byte[] content = Messages.content(id);
    var stored = payloads.put(new PayloadKey("messages/" + id), out -> out.write(content));
    return Records.message(ALICE, id).toBuilder()
        .setPayload(Payload.newBuilder().setClaimCheck(stored.claimCheck()))
        .build();
  }

  private static AppendResult later(Duration asked) {
    return new AppendResult.TryLater(DeadLetterReason.ATTEMPTS_EXHAUSTED, "busy", asked);
  }

  private static Duration dueIn(MailboxMessage retry) {
    return Duration.between(Instant.now(), ParcelReader.instant(retry.getNotBefore()));
  }

  private long committed(TopicPartition partition) {
    return consumer.lastCommitOf(partition);
  }

  private List<ProducerRecord<String, byte[]>> told(Topic<?> topic) {
    return producer.history().stream().filter(sent -> sent.topic().equals(topic.name())).toList();
  }

  private <V extends MessageLite> List<V> parse(Topic<V> topic) {
    var values = new ArrayList<V>();
    for (ProducerRecord<String, byte[]> sent : told(topic)) {
      try {
        values.add(topic.parser().parseFrom(sent.value()));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return values;
  }

  private List<PairsSettled> settled() {
    return parse(Topic.OUTCOMES).stream().map(Outcome::getPairsSettled).toList();
  }

  private PairsSettled settledOf(String itemId) {
    return settled().stream()
        .filter(fact -> fact.getItemId().equals(itemId))
        .findFirst()
        .orElseThrow();
  }

  private List<DeadLetter> deadLetters() {
    return parse(Topic.DEAD_LETTERS);
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).untilAsserted(assertion);
  }

  private static MockProducer<String, byte[]> producer(boolean acknowledges) {
    return new MockProducer<>(
        acknowledges, null, new StringSerializer(), new ByteArraySerializer());
  }
}
