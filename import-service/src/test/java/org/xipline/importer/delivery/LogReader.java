package org.xipline.importer.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Kafka's own fake, which forgets what it has given, made to read from anywhere again. */
final class LogReader extends MockConsumer<String, byte[]> {
  private static final int MAX_RECORDS = 50;

  private final TopicLogs topics;
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private int read;

  LogReader(TopicLogs topics) {
    super("earliest");
    this.topics = topics;
  }

  /** How many records it has given. */
  int read() {
    return read;
  }

  TopicLogs topics() {
    return topics;
  }

  @Override
  public synchronized void assign(Collection<TopicPartition> partitions) {
    super.assign(partitions);
    positions.keySet().retainAll(partitions);
  }

  @Override
  public synchronized void seek(TopicPartition partition, long offset) {
    super.seek(partition, offset);
    positions.put(partition, offset);
  }

  @Override
  public synchronized ConsumerRecords<String, byte[]> poll(Duration timeout) {
    Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> records = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    for (TopicPartition partition : assignment()) {
      long position =
          Math.max(positions.getOrDefault(partition, 0L), topics.beginningOf(partition));
      List<ConsumerRecord<String, byte[]>> found = topics.from(partition, position, MAX_RECORDS);
      if (!found.isEmpty()) {
        records.put(partition, found);
        long after = found.getLast().offset() + 1;
        positions.put(partition, after);
        next.put(partition, new OffsetAndMetadata(after));
        read += found.size();
      }
    }
    return new ConsumerRecords<>(records, next);
  }

  @Override
  public synchronized Map<TopicPartition, Long> beginningOffsets(
      Collection<TopicPartition> partitions, Duration timeout) {
    return partitions.stream().collect(Collectors.toMap(it -> it, topics::beginningOf));
  }

  @Override
  public synchronized Map<TopicPartition, Long> endOffsets(
      Collection<TopicPartition> partitions, Duration timeout) {
    return partitions.stream().collect(Collectors.toMap(it -> it, topics::endOf));
  }
}
