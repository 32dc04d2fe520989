package org.xipline.runtime.simulation.kafka;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;
import org.xipline.runtime.simulation.SimulatedProcess;

/**
 * Asks the group where a member goes on in the partitions that it was given. The answer takes a
 * moment; a member that was removed meanwhile, and does not know it, gets an error, which the next
 * poll throws.
 */
final class OffsetRequests {
  private final ScriptedKafka kafka;
  private final SimulatedProcess process;
  private final ConsumerGroup group;
  private final Reading reading;
  private final Set<TopicPartition> asked = new HashSet<>();
  private @Nullable UnknownMemberIdException error;

  OffsetRequests(
      ScriptedKafka kafka, SimulatedProcess process, ConsumerGroup group, Reading reading) {
    this.kafka = kafka;
    this.process = process;
    this.group = group;
    this.reading = reading;
  }

  /** Asks for those that nobody has asked for yet. */
  void ask(@Nullable GroupMember member) {
    if (member == null) {
      return;
    }
    for (TopicPartition partition : askable()) {
      asked.add(partition);
      var _ = process.after(latency(), () -> ask(member, partition));
    }
  }

  private Duration latency() {
    return kafka.choices().between(Duration.ofMillis(1), Duration.ofMillis(60));
  }

  private List<TopicPartition> askable() {
    return reading.withoutPosition().stream()
        .filter(partition -> !asked.contains(partition) && !group.isUndecided(partition))
        .toList();
  }

  private void ask(GroupMember member, TopicPartition partition) {
    asked.remove(partition);
    try {
      if (reading.lacksPosition(partition) && !group.isUndecided(partition)) {
        Optional<Long> committed = group.fetchOffset(member, partition);
        reading.seek(partition, committed.orElseGet(() -> kafka.log(partition).start()));
      }
    } catch (UnknownMemberIdException e) {
      error = e;
    }
    kafka.changes().raise();
  }

  boolean hasNews() {
    return error != null || !askable().isEmpty();
  }

  void throwIfFailed() {
    UnknownMemberIdException thrown = error;
    if (thrown != null) {
      error = null;
      throw thrown;
    }
  }
}
