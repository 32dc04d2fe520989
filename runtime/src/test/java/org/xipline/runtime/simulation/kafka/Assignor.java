package org.xipline.runtime.simulation.kafka;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Who shall have which partition. */
enum Assignor {
  /** As many for each, and no more moves than that takes. */
  UNIFORM {
    @Override
    Map<String, Set<TopicPartition>> assign(
        List<GroupMember> members, Collection<PartitionLog> logs) {
      List<TopicPartition> partitions = sorted(logs);
      int quota = partitions.size() / members.size();
      int larger = partitions.size() % members.size();
      var targets = new HashMap<String, Set<TopicPartition>>();
      var left = new ArrayList<>(partitions);
      for (GroupMember member : members) {
        var kept = new HashSet<TopicPartition>();
        int most = quota + (larger > 0 ? 1 : 0);
        for (TopicPartition partition : partitions) {
          if (kept.size() < most && member.target.contains(partition)) {
            kept.add(partition);
          }
        }
        if (kept.size() > quota) {
          larger--;
        }
        left.removeAll(kept);
        targets.put(member.id, kept);
      }
      for (GroupMember member : members) {
        Set<TopicPartition> target = targets.computeIfAbsent(member.id, _ -> new HashSet<>());
        while (!left.isEmpty()
            && (target.size() < quota || (target.size() == quota && larger > 0))) {
          larger -= target.size() == quota ? 1 : 0;
          target.add(left.removeFirst());
        }
      }
      return targets;
    }
  },

  /** Partitions of one number of all topics go together, in the order of the members' ids. */
  RANGE {
    @Override
    Map<String, Set<TopicPartition>> assign(
        List<GroupMember> members, Collection<PartitionLog> logs) {
      int partitions =
          logs.stream().mapToInt(log -> log.partition().partition() + 1).max().orElse(0);
      var targets = new HashMap<String, Set<TopicPartition>>();
      int next = 0;
      for (int i = 0; i < members.size(); i++) {
        int end = next + partitions / members.size() + (i < partitions % members.size() ? 1 : 0);
        int from = next;
        var target = new HashSet<TopicPartition>();
        logs.stream()
            .map(PartitionLog::partition)
            .filter(it -> it.partition() >= from && it.partition() < end)
            .forEach(target::add);
        targets.put(members.get(i).id, target);
        next = end;
      }
      return targets;
    }
  };

  /**
   * Decides.
   *
   * @param members by id
   * @param logs of the topics that all of them read
   */
  abstract Map<String, Set<TopicPartition>> assign(
      List<GroupMember> members, Collection<PartitionLog> logs);

  static List<TopicPartition> sorted(Collection<PartitionLog> logs) {
    return logs.stream()
        .map(PartitionLog::partition)
        .sorted(comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition))
        .toList();
  }
}
