package org.xipline.runtime.simulation.kafka;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** The records of one partition, those of transactions and their markers too, by offset. */
final class PartitionLog {
  private final TopicPartition partition;

  /** From offset 0, the expired ones too, for whoever checks what became of them. */
  private final List<Entry> entries = new ArrayList<>();

  /** Transactions that readers do not know the end of, with the offset of their first record. */
  private final Map<ScriptedTransaction, Long> open = new LinkedHashMap<>();

  private long start;

  private record Entry(
      ConsumerRecord<String, byte[]> record,
      @Nullable ScriptedTransaction transaction,
      boolean marker) {

    boolean isVisible(boolean uncommitted) {
      return !marker
          && (uncommitted
              || transaction == null
              || transaction.state == ScriptedTransaction.State.COMMITTED);
    }
  }

  /**
   * What one look at the log came to.
   *
   * @param next where reading goes on
   */
  record Slice(List<ConsumerRecord<String, byte[]>> records, long next) {}

  PartitionLog(TopicPartition partition) {
    this.partition = partition;
  }

  TopicPartition partition() {
    return partition;
  }

  long start() {
    return start;
  }

  long end() {
    return entries.size();
  }

  /** Nothing from here on is read by those who read what is committed. */
  long lastStable() {
    return open.isEmpty() ? end() : Collections.min(open.values());
  }

  long end(boolean uncommitted) {
    return uncommitted ? end() : lastStable();
  }

  /** Appends a record, and says its offset. */
  long append(
      long timestamp,
      @Nullable String key,
      byte @Nullable [] value,
      @Nullable ScriptedTransaction transaction) {
    if (transaction != null) {
      open.putIfAbsent(transaction, end());
      transaction.partitions.add(this);
    }
    return add(timestamp, key, value, transaction, false);
  }

  /** Lets readers know how a transaction has ended; that takes an offset too. */
  void mark(ScriptedTransaction transaction, long timestamp) {
    add(timestamp, null, null, transaction, true);
    open.remove(transaction);
  }

  private long add(
      long timestamp,
      @Nullable String key,
      byte @Nullable [] value,
      @Nullable ScriptedTransaction transaction,
      boolean marker) {
    long offset = end();
    var record =
        new ConsumerRecord<>(
            partition.topic(),
            partition.partition(),
            offset,
            timestamp,
            TimestampType.CREATE_TIME,
            key == null ? ConsumerRecord.NULL_SIZE : key.length(),
            value == null ? ConsumerRecord.NULL_SIZE : value.length,
            key,
            value,
            new RecordHeaders(),
            Optional.empty());
    entries.add(new Entry(record, transaction, marker));
    return offset;
  }

  /** Drops what is below an offset; never what an open transaction still needs. */
  void expireBelow(long offset) {
    start = Math.max(start, Math.min(offset, end()));
  }

  /** Reads at most so many records. */
  Slice read(long from, int most, boolean uncommitted) {
    var records = new ArrayList<ConsumerRecord<String, byte[]>>();
    long limit = end(uncommitted);
    long next = from;
    while (next < limit && records.size() < most) {
      Entry entry = entries.get((int) next);
      if (entry.isVisible(uncommitted)) {
        records.add(entry.record());
      }
      next++;
    }
    // What follows and is not to be read is passed over together with the last one.
    while (next < limit && !entries.get((int) next).isVisible(uncommitted)) {
      next++;
    }
    return new Slice(records, next);
  }

  /** All that was ever committed, expired or not, in order. */
  List<ConsumerRecord<String, byte[]>> everCommitted() {
    return entries.stream().filter(entry -> entry.isVisible(false)).map(Entry::record).toList();
  }

  @Override
  public String toString() {
    return "%s [%d, %d), last stable %d".formatted(partition, start, end(), lastStable());
  }
}
