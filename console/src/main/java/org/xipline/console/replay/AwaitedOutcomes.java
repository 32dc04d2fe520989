package org.xipline.console.replay;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.xipline.console.topic.TopicReading;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.schemas.topic.Topic;

/**
 * Hears what becomes of replayed pairs, from {@code xip.outcomes} itself: the ledger shows no
 * change where a message that was delivered before is delivered again. Used by one thread.
 */
final class AwaitedOutcomes implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<String, byte[]> consumer;

  private AwaitedOutcomes(Consumer<String, byte[]> consumer) {
    this.consumer = consumer;
  }

  /** From now on; asked for before anything is replayed. */
  static AwaitedOutcomes fromNow(KafkaClients clients) {
    Consumer<String, byte[]> consumer = clients.assignedConsumer();
    List<TopicPartition> partitions = TopicReading.partitions(consumer, Topic.OUTCOMES);
    consumer.assign(partitions);
    consumer.endOffsets(partitions).forEach(consumer::seek);
    return new AwaitedOutcomes(consumer);
  }

  /** Tells what has come meanwhile; waits a moment where nothing has. */
  void tell(AwaitedPairs pairs) {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
      TopicReading.decoded(record, Topic.OUTCOMES).ifPresent(read -> pairs.hear(read.value()));
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
