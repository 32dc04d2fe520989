package org.xipline.runtime.simulation.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.xipline.runtime.simulation.SimulatedProcess;

/**
 * The client's side of a membership. Heartbeats go on as long as the process lives; what the group
 * wants is done in polls: what must go is revoked, and then what may come is assigned. A member
 * that was removed, or did not poll for too long, is told in its next poll that it has lost all,
 * and joins again.
 */
final class Membership {
  private final ScriptedKafka kafka;
  private final SimulatedProcess process;
  private final ConsumerGroup group;
  private final MemberSettings settings;
  private final Set<String> topics;
  private final ConsumerRebalanceListener listener;
  private final Reading reading;
  private final String memberId;
  private @Nullable GroupMember member;
  private boolean overslept;
  private boolean left;
  private Instant polledAt;

  Membership(
      ScriptedKafka kafka,
      SimulatedProcess process,
      ConsumerGroup group,
      MemberSettings settings,
      Collection<String> topics,
      ConsumerRebalanceListener listener,
      Reading reading) {
    this.kafka = kafka;
    this.process = process;
    this.group = group;
    this.settings = settings;
    this.topics = Set.copyOf(topics);
    this.listener = listener;
    this.reading = reading;
    this.memberId = kafka.nextClientId(process);
    this.polledAt = kafka.simulation().clock().instant();
    process.onSilence(this::silent);
    process.onThaw(this::heard);
  }

  Set<String> topics() {
    return topics;
  }

  String memberId() {
    return memberId;
  }

  /** As the client knows it; -1 where it is in no group. */
  int epoch() {
    return member == null || overslept ? -1 : member.epoch;
  }

  @Nullable GroupMember member() {
    return member;
  }

  private void silent() {
    GroupMember silent = member;
    if (silent == null) {
      return;
    }
    int silence = ++silent.silences;
    var _ =
        kafka
            .simulation()
            .after(
                kafka.times().session(),
                () -> {
                  if (silent.silences == silence) {
                    group.remove(silent, "nothing was heard of it");
                  }
                });
  }

  private void heard() {
    GroupMember silent = member;
    if (silent != null) {
      silent.silences++;
      kafka.heartbeatSoon(group, silent);
    }
  }

  /** A poll begins. */
  void polled() {
    polledAt = kafka.simulation().clock().instant();
  }

  private void join() {
    var joining = new GroupMember(memberId, process, topics, settings.assignor());
    member = joining;
    overslept = false;
    group.join(joining);
    watch(joining);
  }

  /** A member that does not poll leaves, though its heart beats. */
  private void watch(GroupMember watched) {
    Duration since = Duration.between(polledAt, kafka.simulation().clock().instant());
    var _ = process.after(settings.longestPause().minus(since), () -> leaveIfHung(watched));
  }

  private void leaveIfHung(GroupMember watched) {
    if (member != watched || watched.removed || left) {
      return;
    }
    Duration since = Duration.between(polledAt, kafka.simulation().clock().instant());
    if (since.compareTo(settings.longestPause()) < 0) {
      watch(watched);
    } else {
      overslept = true;
      group.remove(watched, "it did not poll for " + since);
    }
  }

  private boolean isLost() {
    return overslept || (member != null && member.hasHeardOfRemoval);
  }

  boolean hasNews() {
    return member == null
        || isLost()
        || !reading.isAssigned(member.granted.keySet())
        || !member.revoking.isEmpty();
  }

  /** Does what the group wants, as far as it was heard. */
  void reconcile() {
    if (member == null) {
      join();
    } else if (isLost()) {
      lose();
      join();
    } else {
      follow(member);
    }
  }

  private void lose() {
    List<TopicPartition> lost = List.copyOf(reading.partitions());
    kafka.note(memberId, "has lost " + lost);
    if (!lost.isEmpty()) {
      tell(() -> listener.onPartitionsLost(lost));
    }
    reading.remove(lost);
    member = null;
  }

  private void follow(GroupMember known) {
    if (known.revoking.isEmpty() && reading.isAssigned(known.granted.keySet())) {
      return;
    }
    Set<TopicPartition> wanted = Set.copyOf(known.granted.keySet());
    var revoked = new HashSet<>(reading.partitions());
    revoked.removeAll(wanted);
    if (!revoked.isEmpty()) {
      revoke(revoked);
      if (isLost()) {
        return;
      }
      reading.remove(revoked);
    }
    var added = new HashSet<>(wanted);
    added.removeAll(reading.partitions());
    if (!added.isEmpty()) {
      assign(added);
    }
    if (!known.revoking.isEmpty() && !known.removed) {
      group.givenUp(known);
    }
  }

  private void revoke(Set<TopicPartition> revoked) {
    kafka.note(memberId, "gives up " + revoked);
    reading.hold(revoked, true);
    tell(() -> listener.onPartitionsRevoked(revoked));
  }

  private void assign(Set<TopicPartition> added) {
    kafka.note(memberId, "is given " + added);
    reading.add(added);
    reading.hold(added, true);
    tell(() -> listener.onPartitionsAssigned(added));
    reading.hold(added, false);
  }

  private static void tell(Runnable callback) {
    try {
      callback.run();
    } catch (KafkaException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new KafkaException("User rebalance callback throws an error", e);
    }
  }

  /** Gives all up; the group hears of it at once if it is told. */
  void leave(boolean tellGroup) {
    List<TopicPartition> all = List.copyOf(reading.partitions());
    GroupMember known = member;
    if (known != null && !all.isEmpty()) {
      if (isLost()) {
        tell(() -> listener.onPartitionsLost(all));
      } else {
        tell(() -> listener.onPartitionsRevoked(all));
      }
    }
    left = true;
    member = null;
    if (known != null && tellGroup) {
      group.remove(known, "it leaves");
    }
  }
}
