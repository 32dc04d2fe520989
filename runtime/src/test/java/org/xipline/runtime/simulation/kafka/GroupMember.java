package org.xipline.runtime.simulation.kafka;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.xipline.runtime.simulation.SimulatedProcess;

/** A member as its group knows it. */
final class GroupMember {
  final String id;
  final SimulatedProcess process;
  final Set<String> topics;
  final Assignor assignor;

  /** The epoch that the member was told of; 0 until its first heartbeat was answered. */
  int epoch;

  /** What it may have, since which epoch. */
  final Map<TopicPartition, Integer> granted = new HashMap<>();

  /** What it must give up, and has not said to have given up yet; since which epoch it had it. */
  final Map<TopicPartition, Integer> revoking = new HashMap<>();

  /** What it shall have in the end. */
  Set<TopicPartition> target = Set.of();

  /** Raised by each silence and its end: the timer of an earlier silence is void. */
  int silences;

  /** Whether the group has removed it. */
  boolean removed;

  /** The member hears of it with its next heartbeat. */
  boolean hasHeardOfRemoval;

  GroupMember(String id, SimulatedProcess process, Set<String> topics, Assignor assignor) {
    this.id = id;
    this.process = process;
    this.topics = topics;
    this.assignor = assignor;
  }

  /** What others cannot have yet. */
  Set<TopicPartition> held() {
    var held = new HashSet<>(granted.keySet());
    held.addAll(revoking.keySet());
    return held;
  }

  /** Since when the member has this partition, as the group sees it; never if it has not. */
  int epochOf(TopicPartition partition) {
    return granted.getOrDefault(partition, revoking.getOrDefault(partition, Integer.MAX_VALUE));
  }
}
