package org.xipline.importer.delivery;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.xipline.importer.progress.PartitionProgress;

/**
 * One assigned partition: how far it is done, and how much of it is in hand. The poll thread takes
 * records in; any thread lets them go.
 */
final class PartitionFlow {
  private final TopicPartition partition;
  private final PartitionProgress progress = new PartitionProgress();
  private final AtomicInteger records = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private volatile boolean givenUp;
  private long committed = -1;

  PartitionFlow(TopicPartition partition) {
    this.partition = partition;
  }

  TopicPartition partition() {
    return partition;
  }

  void take(long offset, int sizeBytes) {
    progress.begin(offset);
    records.incrementAndGet();
    bytes.addAndGet(sizeBytes);
  }

  void advanceTo(long nextOffset) {
    progress.advanceTo(nextOffset);
  }

  /** What the record asked for is done and told: it need not be consumed again. */
  void finish(long offset, int sizeBytes) {
    progress.finish(offset);
    drop(sizeBytes);
  }

  /** The record is in hand no more, and will be consumed again. */
  void drop(int sizeBytes) {
    bytes.addAndGet(-sizeBytes);
    records.decrementAndGet();
  }

  int recordsInHand() {
    return records.get();
  }

  long bytesInHand() {
    return bytes.get();
  }

  /** What waits is dropped from now on; what is under way may still finish. */
  void giveUp() {
    givenUp = true;
  }

  boolean isGivenUp() {
    return givenUp;
  }

  /** The watermark, if it has moved since {@link #committed} was told last. */
  OptionalLong toCommit() {
    OptionalLong watermark = progress.watermark();
    return watermark.isPresent() && watermark.getAsLong() > committed
        ? watermark
        : OptionalLong.empty();
  }

  void committed(long offset) {
    committed = offset;
  }
}
