package org.xipline.runtime.simulation.kafka;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** One transaction: where it has written, which offsets it moves, and how it has ended. */
final class ScriptedTransaction {
  enum State {
    OPEN,
    COMMITTED,
    ABORTED
  }

  final String transactionalId;
  final Set<PartitionLog> partitions = new LinkedHashSet<>();

  /** By group. */
  final Map<String, Map<TopicPartition, Long>> offsets = new LinkedHashMap<>();

  State state = State.OPEN;

  /** Ends that readers have not seen yet: of partitions and groups. */
  int unseenEnds;

  ScriptedTransaction(String transactionalId) {
    this.transactionalId = transactionalId;
  }

  boolean isEmpty() {
    return partitions.isEmpty() && offsets.isEmpty();
  }

  @Override
  public String toString() {
    return "transaction of %s, %s".formatted(transactionalId, state);
  }
}
