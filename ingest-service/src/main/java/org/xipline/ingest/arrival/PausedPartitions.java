package org.xipline.ingest.arrival;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Partitions whose next arrival is not due yet. For one thread. */
final class PausedPartitions {
  private final Map<TopicPartition, Instant> wakeAt = new HashMap<>();

  void rest(TopicPartition partition, Instant until) {
    wakeAt.put(partition, until);
  }

  /** Those whose time has come rest no more. */
  void wake(Instant now) {
    wakeAt.values().removeIf(until -> !now.isBefore(until));
  }

  void forget(Collection<TopicPartition> partitions) {
    wakeAt.keySet().removeAll(partitions);
  }

  Set<TopicPartition> all() {
    return Set.copyOf(wakeAt.keySet());
  }
}
