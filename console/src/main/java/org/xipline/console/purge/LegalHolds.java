package org.xipline.console.purge;

import static java.util.Comparator.comparing;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.topic.HighWatermarks;
import org.xipline.console.topic.TopicReading;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.schemas.record.LegalHold;
import org.xipline.schemas.topic.Topic;

/**
 * What must stay, as {@code xip.holds} has it: all that is committed, be it behind a transaction
 * that is open. For one thread.
 */
public final class LegalHolds implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final HighWatermarks ends;
  private final Consumer<String, byte[]> consumer;
  private final Map<String, LegalHold> holds = new HashMap<>();

  public LegalHolds(KafkaClients clients) {
    this.ends = new HighWatermarks(clients);
    this.consumer = clients.assignedConsumer();
    List<TopicPartition> partitions = TopicReading.partitions(consumer, Topic.HOLDS);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** All that are in force at this moment. */
  public List<LegalHold> all() {
    readOn();
    return holds.values().stream()
        .sorted(comparing(hold -> HeldArchives.of(hold).recordKey()))
        .toList();
  }

  /** Whether one is on this archive at this moment. */
  boolean cover(ArchiveKey archive) {
    return cover(all(), archive);
  }

  /** Whether one of them is on this archive. */
  static boolean cover(List<LegalHold> holds, ArchiveKey archive) {
    return holds.stream()
        .filter(hold -> hold.getConnector().equals(archive.connector().value()))
        .anyMatch(hold ->
            hold.getArchiveId().isEmpty() || hold.getArchiveId().equals(archive.archiveId().hex()));
  }

  private void readOn() {
    Map<TopicPartition, Long> now = ends.of(consumer.assignment());
    while (now.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer.poll(POLL).forEach(this::take);
    }
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      holds.remove(record.key());
    } else {
      TopicReading.decoded(record, Topic.HOLDS)
          .ifPresent(read -> holds.put(record.key(), read.value()));
    }
  }

  @Override
  public void close() {
    consumer.close();
    ends.close();
  }
}
