package org.xipline.console.ledger;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.xipline.console.topic.HighWatermarks;
import org.xipline.console.topic.TopicReading;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.schemas.topic.Topic;

/**
 * Finds the last record of each partition of {@code xip.outcomes}. End offsets alone do not tell:
 * the markers that transactions leave take offsets too, and aborted records are never read.
 */
final class OutcomesEnd {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long FIRST_STEP = 16;

  private final Consumer<String, byte[]> consumer;

  /**
   * @param consumer reads committed records, belongs to no group
   */
  OutcomesEnd(Consumer<String, byte[]> consumer) {
    this.consumer = consumer;
  }

  /**
   * Offset of the last record by partition; a partition without records is absent. What an open
   * transaction hides is not looked at.
   */
  Map<Integer, Long> find() {
    List<TopicPartition> partitions = partitions();
    consumer.assign(partitions);
    return findBefore(consumer.endOffsets(partitions));
  }

  /** The same, of all that is committed: the end of open transactions is waited for. */
  Map<Integer, Long> findAllCommitted(KafkaClients clients) {
    return findBefore(HighWatermarks.of(clients, partitions()));
  }

  private List<TopicPartition> partitions() {
    return TopicReading.partitions(consumer, Topic.OUTCOMES);
  }

  private Map<Integer, Long> findBefore(Map<TopicPartition, Long> ends) {
    consumer.assign(ends.keySet());
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(ends.keySet());
    var last = new HashMap<Integer, Long>();
    ends.forEach((partition, end) ->
        lastRecord(partition, begins.getOrDefault(partition, 0L), end)
            .ifPresent(offset -> last.put(partition.partition(), offset)));
    return last;
  }

  private OptionalLong lastRecord(TopicPartition partition, long begin, long end) {
    consumer.assign(List.of(partition));
    for (long step = FIRST_STEP; ; step *= 4) {
      long from = Math.max(begin, end - step);
      OptionalLong found = lastRecordSince(partition, from, end);
      if (found.isPresent() || from == begin) {
        return found;
      }
    }
  }

  private OptionalLong lastRecordSince(TopicPartition partition, long from, long end) {
    consumer.seek(partition, from);
    OptionalLong last = OptionalLong.empty();
    while (consumer.position(partition) < end) {
      Collection<ConsumerRecord<String, byte[]>> records = consumer.poll(POLL).records(partition);
      for (ConsumerRecord<String, byte[]> record : records) {
        if (record.offset() < end) {
          last = OptionalLong.of(record.offset());
        }
      }
    }
    return last;
  }
}
