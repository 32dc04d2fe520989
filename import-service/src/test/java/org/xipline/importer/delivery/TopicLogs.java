package org.xipline.importer.delivery;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What partitions hold. */
final class TopicLogs {
  private final Map<TopicPartition, NavigableMap<Long, ConsumerRecord<String, byte[]>>> logs =
      new ConcurrentHashMap<>();

  void add(ConsumerRecord<String, byte[]> source) {
    logOf(new TopicPartition(source.topic(), source.partition())).put(source.offset(), source);
  }

  private NavigableMap<Long, ConsumerRecord<String, byte[]>> logOf(TopicPartition partition) {
    return logs.computeIfAbsent(partition, _ -> new ConcurrentSkipListMap<>());
  }

  List<ConsumerRecord<String, byte[]>> from(TopicPartition partition, long offset, int max) {
    return logOf(partition).tailMap(offset, true).values().stream().limit(max).toList();
  }

  /** As retention does. */
  void removeBelow(TopicPartition partition, long offset) {
    logOf(partition).headMap(offset, false).clear();
  }

  long beginningOf(TopicPartition partition) {
    var log = logOf(partition);
    return log.isEmpty() ? 0 : log.firstKey();
  }

  long endOf(TopicPartition partition) {
    var log = logOf(partition);
    return log.isEmpty() ? 0 : log.lastKey() + 1;
  }
}
