package org.xipline.console.replay;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.xipline.console.ledger.PairCounts;
import org.xipline.console.ledger.Standing;
import org.xipline.console.topic.TopicReading;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.PairsSettled;
import org.xipline.schemas.topic.Topic;

/**
 * Hears what becomes of replayed messages, from {@code xip.outcomes} itself: the ledger shows no
 * change where a message that was delivered before is delivered again. Used by one thread.
 */
final class AwaitedOutcomes implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<String, byte[]> consumer;
  private final long sequence;

  /** The pairs without an outcome, by message. */
  private final Map<MessageName, Set<String>> waiting = new HashMap<>();

  private PairCounts counts = PairCounts.ZERO;

  private AwaitedOutcomes(
      Consumer<String, byte[]> consumer, long sequence, SelectedMessages messages) {
    this.consumer = consumer;
    this.sequence = sequence;
    messages.forEach((name, addresses) -> waiting.put(name, new HashSet<>(addresses)));
  }

  /** From now on; asked for before the messages are written. */
  static AwaitedOutcomes of(KafkaClients clients, long sequence, SelectedMessages messages) {
    Consumer<String, byte[]> consumer = clients.assignedConsumer();
    List<TopicPartition> partitions = TopicReading.partitions(consumer, Topic.OUTCOMES);
    consumer.assign(partitions);
    consumer.endOffsets(partitions).forEach(consumer::seek);
    return new AwaitedOutcomes(consumer, sequence, messages);
  }

  /** Takes what has come meanwhile; waits a moment where nothing has. */
  void poll() {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
      TopicReading.decoded(record, Topic.OUTCOMES).ifPresent(read -> hear(read.value()));
    }
  }

  /** How many messages have no outcome yet. */
  int waiting() {
    return waiting.size();
  }

  /** The outcomes of the pairs so far. */
  PairCounts counts() {
    return counts;
  }

  private void hear(Outcome outcome) {
    PairsSettled settled = outcome.getPairsSettled();
    if (!outcome.hasPairsSettled() || settled.getReplaySequence() != sequence) {
      return;
    }
    MessageName.of(outcome)
        .ifPresent(name -> settled.getAddressesList().forEach(it -> settle(name, it, settled)));
  }

  /** Facts may come twice. */
  private void settle(MessageName name, String address, PairsSettled settled) {
    Set<String> pairs = waiting.getOrDefault(name, Set.of());
    if (pairs.contains(address)) {
      pairs.remove(address);
      counts = counts.plus(PairCounts.of(Standing.of(settled.getResult())));
    }
    if (pairs.isEmpty()) {
      waiting.remove(name);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
