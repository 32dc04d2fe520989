package org.xipline.importer.delivery;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
  private final Set<Long> inHand = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> bytesOfLanes = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong();
  private volatile boolean givenUp;
  private long committed = -1;

  PartitionFlow(TopicPartition partition) {
    this.partition = partition;
  }

  TopicPartition partition() {
    return partition;
  }

  /** A record was read that is neither done nor in hand. */
  void begin(long offset) {
    progress.begin(offset);
  }

  /** A record is in hand. */
  void take(InFlightMessage parcel) {
    progress.begin(parcel.offset());
    inHand.add(parcel.offset());
    bytes.addAndGet(parcel.sizeBytes());
    bytesOfLanes.merge(parcel.lane(), (long) parcel.sizeBytes(), Long::sum);
  }

  void advanceTo(long nextOffset) {
    progress.advanceTo(nextOffset);
  }

  /** What the record asked for is done and told: it need not be consumed again. */
  void finish(InFlightMessage parcel) {
    progress.finish(parcel.offset());
    drop(parcel);
  }

  /** A record that is not in hand is done with: it is not there any more. */
  void finish(long offset) {
    progress.finish(offset);
  }

  /** The record is in hand no more, and will be consumed again. */
  void drop(InFlightMessage parcel) {
    bytes.addAndGet(-parcel.sizeBytes());
    bytesOfLanes.computeIfPresent(
        parcel.lane(), (_, held) -> held == parcel.sizeBytes() ? null : held - parcel.sizeBytes());
    inHand.remove(parcel.offset());
  }

  int recordsInHand() {
    return inHand.size();
  }

  long bytesInHand() {
    return bytes.get();
  }

  /** Of what is in hand, what is for this mailbox. */
  long bytesInHand(String lane) {
    return bytesOfLanes.getOrDefault(lane, 0L);
  }

  /** Whether a record was read, and is neither done nor in hand. */
  boolean isWaiting(long offset) {
    // In this order: what is finished meanwhile is not taken for waiting.
    return !inHand.contains(offset) && progress.isUnfinished(offset);
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
