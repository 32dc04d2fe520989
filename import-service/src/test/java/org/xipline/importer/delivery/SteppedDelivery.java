package org.xipline.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.xipline.importer.folder.FolderDelivery;
import org.xipline.importer.folder.FolderMemory;
import org.xipline.importer.mailbox.InMemoryMailboxServer;
import org.xipline.importer.retry.RetryPolicy;
import org.xipline.importer.retry.RetrySettings;
import org.xipline.schemas.record.MailboxMessage;

/** A delivery on one thread: each turn, each step and each moment comes when a test says so. */
abstract class SteppedDelivery {
  static final TopicPartition ONE = new TopicPartition("xip.messages", 0);
  static final TopicPartition TWO = new TopicPartition("xip.messages", 1);
  static final TopicPartition RETRIES = new TopicPartition("xip.messages.retry", 0);
  static final DeliverySettings SETTINGS =
      new DeliverySettings(
          40_000, 40_000, 100, 4, 10, 1 << 20, Duration.ofSeconds(5), Duration.ofMillis(5));

  private final Map<TopicPartition, Long> offsets = new HashMap<>();
  final SteppedRuntime time = new SteppedRuntime();
  final GroupConsumer consumer = new GroupConsumer(Duration.ZERO);
  final LogReader retryReader = consumer.reader();
  final MockProducer<String, byte[]> producer = DeliveryRun.producer(true);
  final Told told = new Told(producer);
  final InMemoryMailboxServer server = new InMemoryMailboxServer();
  final FakePayloadStore payloads = new FakePayloadStore();
  final CountingObserver observer = new CountingObserver();
  final MessageDelivery delivery =
      new MessageDelivery(
          consumer,
          retryReader,
          producer,
          new FolderDelivery(server, new FolderMemory(1000)),
          payloads,
          new RetryPolicy(RetrySettings.DEFAULT),
          SETTINGS,
          new DeliveryScope(new Destination("", true), () -> 1, _ -> {}),
          observer,
          time.runtime());

  SteppedDelivery() {
    consumer.updateBeginningOffsets(Map.of(ONE, 0L, TWO, 0L, RETRIES, 0L));
    delivery.begin();
  }

  @AfterEach
  void shouldHaveLetGoOfEverythingInHand() {
    delivery.end();

    assertThat(observer.balance()).as(observer.toString()).isZero();
  }

  /** The next turn finds these partitions assigned, and these records in the first of them. */
  void assign(Collection<TopicPartition> partitions, MailboxMessage... messages) {
    consumer.schedulePollTask(() -> {
      consumer.rebalance(partitions);
      for (MailboxMessage message : messages) {
        addNow(partitions.iterator().next(), message);
      }
    });
  }

  /** The next turn finds this record in a partition that is assigned then. */
  void add(TopicPartition partition, MailboxMessage message) {
    consumer.schedulePollTask(() -> addNow(partition, message));
  }

  private void addNow(TopicPartition partition, MailboxMessage message) {
    long offset = offsets.merge(partition, 1L, Long::sum) - 1;
    consumer.addRecord(
        new ConsumerRecord<>(
            partition.topic(), partition.partition(), offset, "key", message.toByteArray()));
  }

  void assign(TopicPartition partition, MailboxMessage... messages) {
    assign(List.of(partition), messages);
  }

  /** Turns and steps, over and over, while this much time passes. */
  void go(Duration length) {
    Duration tick = Duration.ofMillis(250);
    for (Duration passed = Duration.ZERO;
        passed.compareTo(length) < 0;
        passed = passed.plus(tick)) {
      delivery.turn();
      time.runSteps();
      time.pass(tick);
    }
    delivery.turn();
  }
}
