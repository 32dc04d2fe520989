package org.xipline.runtime.simulation.contract;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/**
 * A Kafka cluster with one broker, real or scripted, as its clients and its administrator see it.
 */
interface KafkaAccess {

  /** A member of a group by the protocol of KIP-848, which commits only when told to. */
  Consumer<String, byte[]> member(String group, Map<String, ?> overrides);

  /** A consumer without a group, whose partitions are assigned by hand. */
  Consumer<String, byte[]> reader(boolean readsUncommitted);

  Producer<String, byte[]> producer();

  Producer<String, byte[]> producer(String transactionalId, Duration timeout);

  void createTopic(String name, int partitions);

  /** Deletes the records below this offset, as retention does. */
  void expire(TopicPartition partition, long offset);

  /** What a group has committed; 0 and more for each partition that it has committed. */
  Map<TopicPartition, Long> committed(String group);

  /** Sets the committed offset of a group. */
  void reset(String group, TopicPartition partition, long offset);

  void deleteGroup(String group);

  /** Ends a member as a kill does: it leaves nothing behind and tells nobody. */
  void kill(Consumer<String, byte[]> member);

  /** Lets time go by. */
  void pass(Duration time);
}
