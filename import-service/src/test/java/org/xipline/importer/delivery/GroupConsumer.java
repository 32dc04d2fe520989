package org.xipline.importer.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;

/** Kafka's own fake, with a poll that waits a little, and a memory of commits. */
final class GroupConsumer extends MockConsumer<String, byte[]> {
  private final Map<TopicPartition, Long> commits = new ConcurrentHashMap<>();
  private final TopicLogs topics = new TopicLogs();
  private volatile CountDownLatch polls = new CountDownLatch(0);

  private final Duration nap;

  GroupConsumer() {
    this(Duration.ofMillis(2));
  }

  /**
   * @param nap how long a poll waits that has nothing to give
   */
  GroupConsumer(Duration nap) {
    super("earliest");
    this.nap = nap;
  }

  /** Adds a record at the next poll, when its partition is assigned. */
  void add(TopicPartition partition, long offset, byte[] value) {
    schedulePollTask(() ->
        addRecord(
            new ConsumerRecord<>(partition.topic(), partition.partition(), offset, "key", value)));
  }

  @Override
  public synchronized void addRecord(ConsumerRecord<String, byte[]> source) {
    super.addRecord(source);
    topics.add(source);
  }

  /** What the topics hold, for another consumer. */
  LogReader reader() {
    return new LogReader(topics);
  }

  /** The last offset that was committed; 0 if none was. */
  long lastCommitOf(TopicPartition partition) {
    return commits.getOrDefault(partition, 0L);
  }

  void awaitPolls(int count) {
    polls = new CountDownLatch(count);
    try {
      if (!polls.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody polls");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public ConsumerRecords<String, byte[]> poll(Duration timeout) {
    ConsumerRecords<String, byte[]> records = super.poll(timeout);
    polls.countDown();
    if (records.isEmpty() && nap.isPositive()) {
      try {
        Thread.sleep(nap);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    return records;
  }

  @Override
  public synchronized void commitAsync(
      Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
    super.commitAsync(offsets, callback);
    remember(offsets);
  }

  @Override
  public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
    super.commitSync(offsets);
    remember(offsets);
  }

  /** The real one takes the partitions away first. */
  @Override
  public void close(CloseOptions options) {
    rebalance(List.of());
    super.close(options);
  }

  private void remember(Map<TopicPartition, OffsetAndMetadata> offsets) {
    offsets.forEach((partition, offset) -> commits.put(partition, offset.offset()));
  }
}
