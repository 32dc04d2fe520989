package org.xipline.console.action;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.xipline.console.topic.HighWatermarks;
import org.xipline.console.topic.TopicReading;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.schemas.record.ActionRecord;
import org.xipline.schemas.topic.Topic;

/** The actions of {@code xip.audit}, in the order in which they were started. For one thread. */
public final class AuditTrail implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  /** Longer than any transaction of an action can be open. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final HighWatermarks watermarks;
  private final Predicate<ActionState> keptWhenFinished;
  private final Consumer<String, byte[]> consumer;
  private final Map<String, ActionState> actions = new LinkedHashMap<>();

  /**
   * @param keptWhenFinished which actions are of interest beyond their end
   */
  public AuditTrail(KafkaClients clients, Predicate<ActionState> keptWhenFinished) {
    this.watermarks = new HighWatermarks(clients);
    this.keptWhenFinished = keptWhenFinished;
    this.consumer = clients.assignedConsumer();
    List<TopicPartition> partitions = TopicReading.partitions(consumer, Topic.AUDIT);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /**
   * Reads on to what was written by now; waits for transactions that are open, which may hide what
   * was committed after they began.
   *
   * @throws TimeoutException if one stays open for longer than any should
   */
  public void readOn() {
    Map<TopicPartition, Long> ends = watermarks.of(consumer.assignment());
    long begin = System.nanoTime();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new TimeoutException("a transaction on " + Topic.AUDIT.name() + " stays open");
      }
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        TopicReading.decoded(record, Topic.AUDIT).ifPresent(read -> take(read.value()));
      }
    }
  }

  /** Those without an end, the oldest first. */
  public List<ActionState> open() {
    return actions.values().stream().filter(action -> !action.isFinished()).toList();
  }

  /** Those that have ended, and are of interest. */
  public List<ActionState> finished() {
    return actions.values().stream().filter(ActionState::isFinished).toList();
  }

  /** An action that is open. */
  Optional<ActionState> find(String id) {
    return Optional.ofNullable(actions.get(id)).filter(action -> !action.isFinished());
  }

  private void take(ActionRecord record) {
    ActionState known = actions.get(record.getActionId());
    if (known == null) {
      ActionState.begun(record).ifPresent(action -> actions.put(action.id(), action));
      return;
    }
    ActionState now = known.after(record);
    if (now.isFinished() && !keptWhenFinished.test(now)) {
      actions.remove(now.id());
    } else {
      actions.put(now.id(), now);
    }
  }

  @Override
  public void close() {
    consumer.close();
    watermarks.close();
  }
}
