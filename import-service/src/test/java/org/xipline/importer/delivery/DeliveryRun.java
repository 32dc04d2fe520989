package org.xipline.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.MessageLite;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.xipline.importer.folder.FolderDelivery;
import org.xipline.importer.folder.FolderMemory;
import org.xipline.importer.mailbox.InMemoryMailboxServer;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.importer.retry.RetryPolicy;
import org.xipline.importer.retry.RetrySettings;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.record.PairsSettled;
import org.xipline.schemas.topic.Topic;

/**
 * A delivery under test: what it consumes, where it delivers, and what it tells. Whatever a test
 * does, what was taken in hand must have had its end.
 */
abstract class DeliveryRun {
  static final DeliverySettings SETTINGS =
      new DeliverySettings(
          40_000, 40_000, 1000, 4, 10, 1 << 20, Duration.ofSeconds(5), Duration.ofMillis(5));
  static final TopicPartition PARTITION = new TopicPartition("xip.messages", 0);
  static final TopicPartition RETRIES = new TopicPartition("xip.messages.retry", 0);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  final GroupConsumer consumer = new GroupConsumer();
  final InMemoryMailboxServer server = new InMemoryMailboxServer();
  final FakePayloadStore payloads = new FakePayloadStore();
  final CountingObserver observer = new CountingObserver();
  private final AtomicLong nextOffset = new AtomicLong();
  MockProducer<String, byte[]> producer = producer(true);
  Runnable stopDelivery = () -> {};
  CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

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

  void start() {
    start(server);
  }

  void start(MailboxServer mailboxes) {
    start(mailboxes, SETTINGS);
  }

  void start(MailboxServer mailboxes, DeliverySettings settings) {
    start(mailboxes, settings, new DeliveryScope(Destination.UNNAMED, () -> 1, _ -> {}));
  }

  void start(MailboxServer mailboxes, DeliverySettings settings, DeliveryScope share) {
    var retry =
        new RetrySettings(
            Duration.ofMillis(20),
            Duration.ofMinutes(10),
            Duration.ofMillis(500),
            Duration.ofDays(2));
    var delivery =
        new MessageDelivery(
            consumer,
            consumer.reader(),
            producer,
            new FolderDelivery(mailboxes, new FolderMemory(1000)),
            payloads,
            new RetryPolicy(retry),
            settings,
            share,
            observer,
            DeliveryRuntime.ofThisMachine());
    stopDelivery = delivery::stop;
    running = CompletableFuture.runAsync(delivery::run);
  }

  void consume(MailboxMessage... messages) {
    for (MailboxMessage message : messages) {
      consume(message.toByteArray());
    }
  }

  void consume(byte[] value) {
    consumer.add(PARTITION, nextOffset.getAndIncrement(), value);
  }

  long committed(TopicPartition partition) {
    return consumer.lastCommitOf(partition);
  }

  List<ProducerRecord<String, byte[]>> told(Topic<?> topic) {
    return new Told(producer).records(topic);
  }

  <V extends MessageLite> List<V> parse(Topic<V> topic) {
    return new Told(producer).values(topic);
  }

  List<PairsSettled> settled() {
    return new Told(producer).settled();
  }

  PairsSettled settledOf(String itemId) {
    return settled().stream()
        .filter(fact -> fact.getItemId().equals(itemId))
        .findFirst()
        .orElseThrow();
  }

  List<DeadLetter> deadLetters() {
    return parse(Topic.DEAD_LETTERS);
  }

  static void eventually(ThrowingRunnable assertion) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).untilAsserted(assertion);
  }

  static MockProducer<String, byte[]> producer(boolean acknowledges) {
    return new MockProducer<>(
        acknowledges, null, new StringSerializer(), new ByteArraySerializer());
  }
}
