package org.xipline.runtime.simulation.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;

/**
 * A group by the protocol of KIP-848: who is in it, who has which partition, and what they have
 * committed. A partition goes to another member only when the one that has it says that it has
 * given it up, or is removed.
 */
final class ConsumerGroup {
  private final String id;
  private final ScriptedKafka kafka;
  private final Map<String, GroupMember> members = new TreeMap<>();
  private final Map<TopicPartition, Long> offsets = new HashMap<>();

  /** Offsets of transactions whose end the group has not seen. */
  private final Map<ScriptedTransaction, Map<TopicPartition, Long>> pending = new LinkedHashMap<>();

  private int epoch;
  private boolean known;

  ConsumerGroup(String id, ScriptedKafka kafka) {
    this.id = id;
    this.kafka = kafka;
  }

  String id() {
    return id;
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  Map<TopicPartition, Long> offsets() {
    return Map.copyOf(offsets);
  }

  List<GroupMember> members() {
    return List.copyOf(members.values());
  }

  void join(GroupMember member) {
    kafka.note("group " + id, member.id + " joins");
    known = true;
    members.put(member.id, member);
    rebalance();
  }

  /** Takes a member out, of its own will or because nothing was heard of it. */
  void remove(GroupMember member, String why) {
    if (members.remove(member.id, member)) {
      kafka.note("group " + id, member.id + " is out: " + why);
      member.removed = true;
      kafka.hearOfRemovalSoon(member);
      if (!members.isEmpty()) {
        rebalance();
      }
      kafka.changes().raise();
    }
  }

  private void rebalance() {
    epoch++;
    List<GroupMember> all = members();
    Set<String> topics = all.getFirst().topics;
    Map<String, Set<TopicPartition>> targets =
        all.getFirst().assignor.assign(all, kafka.logsOf(topics));
    for (GroupMember member : all) {
      member.target = targets.getOrDefault(member.id, Set.of());
      kafka.heartbeatSoon(this, member);
    }
  }

  /** The group hears of a member, and the member hears what the group wants of it. */
  void heartbeat(GroupMember member) {
    if (members.get(member.id) == member) {
      advance(member);
      kafka.changes().raise();
    }
  }

  /** The member says that it has given up what it had to. */
  void givenUp(GroupMember member) {
    if (members.get(member.id) != member) {
      return;
    }
    boolean others = !member.revoking.isEmpty();
    member.revoking.clear();
    advance(member);
    if (others) {
      members.values().forEach(other -> kafka.heartbeatSoon(this, other));
    }
  }

  private void advance(GroupMember member) {
    if (!member.revoking.isEmpty()) {
      return;
    }
    var leaving = new HashSet<>(member.granted.keySet());
    leaving.removeAll(member.target);
    if (!leaving.isEmpty()) {
      leaving.forEach(
          partition -> member.revoking.put(partition, member.granted.remove(partition)));
      return;
    }
    member.epoch = epoch;
    var free = new ArrayList<>(member.target);
    free.removeAll(member.granted.keySet());
    members.values().stream()
        .filter(other -> other != member)
        .forEach(other -> free.removeAll(other.held()));
    free.forEach(partition -> member.granted.put(partition, epoch));
  }

  /**
   * Whether these offsets may be committed under this epoch: the member's own, or an earlier one
   * since which it has had the partitions. Where nobody is in the group, anybody may who claims no
   * epoch.
   */
  private void requireMember(String memberId, int claimed, Set<TopicPartition> partitions) {
    if (members.isEmpty() && claimed < 0) {
      return;
    }
    GroupMember member = members.get(memberId);
    if (member == null) {
      throw new UnknownMemberIdException("the group does not know " + memberId);
    }
    boolean stale =
        claimed > member.epoch
            || (claimed < member.epoch
                && partitions.stream().anyMatch(it -> member.epochOf(it) > claimed));
    if (stale) {
      throw new StaleMemberEpochException(
          "%s has epoch %d, not %d".formatted(memberId, member.epoch, claimed));
    }
  }

  void commit(String memberId, int claimedEpoch, Map<TopicPartition, Long> committed) {
    requireMember(memberId, claimedEpoch, committed.keySet());
    offsets.putAll(committed);
  }

  /** Offsets that count when the transaction is committed. */
  void addPending(
      String memberId,
      int claimedEpoch,
      Map<TopicPartition, Long> committed,
      ScriptedTransaction transaction) {
    requireMember(memberId, claimedEpoch, committed.keySet());
    pending.computeIfAbsent(transaction, _ -> new HashMap<>()).putAll(committed);
    transaction.offsets.computeIfAbsent(id, _ -> new HashMap<>()).putAll(committed);
  }

  /** The group sees how a transaction has ended. */
  void end(ScriptedTransaction transaction) {
    Map<TopicPartition, Long> moved = pending.remove(transaction);
    if (moved != null && transaction.state == ScriptedTransaction.State.COMMITTED) {
      offsets.putAll(moved);
    }
  }

  boolean isUndecided(TopicPartition partition) {
    return pending.values().stream().anyMatch(moved -> moved.containsKey(partition));
  }

  /**
   * Where a member goes on.
   *
   * @throws UnknownMemberIdException if it was removed, and does not know it yet
   */
  Optional<Long> fetchOffset(GroupMember member, TopicPartition partition) {
    if (members.get(member.id) != member) {
      throw new UnknownMemberIdException("the group does not know " + member.id);
    }
    return Optional.ofNullable(offsets.get(partition));
  }

  @Nullable Long offset(TopicPartition partition) {
    return offsets.get(partition);
  }

  void reset(TopicPartition partition, long offset) {
    offsets.put(partition, offset);
  }

  /** Whether anybody was ever in it, or has set its offsets, since it was deleted last. */
  boolean isKnown() {
    return known || !offsets.isEmpty();
  }

  void delete() {
    offsets.clear();
    known = false;
  }

  @Override
  public String toString() {
    return "group %s, epoch %d, %s, committed %s".formatted(id, epoch, members.keySet(), offsets);
  }
}
