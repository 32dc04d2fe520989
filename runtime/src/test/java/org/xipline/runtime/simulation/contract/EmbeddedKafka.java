package org.xipline.runtime.simulation.contract;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;

/** The real broker. */
final class EmbeddedKafka implements KafkaAccess, AutoCloseable {
  /** What expires does so within a second or two. */
  static final Map<String, String> SHORT_TIMES =
      Map.of(
          "group.consumer.min.heartbeat.interval.ms", "100",
          "group.consumer.heartbeat.interval.ms", "100",
          "group.consumer.min.session.timeout.ms", "6000",
          "group.consumer.session.timeout.ms", "6000",
          "transaction.abort.timed.out.transaction.cleanup.interval.ms", "100",
          "transactional.id.expiration.ms", "10000",
          "transaction.remove.expired.transaction.cleanup.interval.ms", "100");

  private final KafkaClients clients;
  private final Admin admin;

  EmbeddedKafka(String bootstrapServers) {
    clients = new KafkaClients(KafkaConnection.nearby(bootstrapServers));
    admin = clients.admin();
  }

  @Override
  public Consumer<String, byte[]> member(String group, Map<String, ?> overrides) {
    return clients.consumer(group, overrides);
  }

  @Override
  public Consumer<String, byte[]> reader(boolean readsUncommitted) {
    return clients.assignedConsumer(
        readsUncommitted ? Map.of("isolation.level", "read_uncommitted") : Map.of());
  }

  @Override
  public Producer<String, byte[]> producer() {
    return clients.producer(Map.of("linger.ms", 0));
  }

  @Override
  public Producer<String, byte[]> producer(String transactionalId, Duration timeout) {
    return clients.transactionalProducer(transactionalId, timeout);
  }

  @Override
  public void createTopic(String name, int partitions) {
    get(admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all());
  }

  @Override
  public void expire(TopicPartition partition, long offset) {
    get(admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset))).all());
  }

  @Override
  public Map<TopicPartition, Long> committed(String group) {
    return get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(group))
        .entrySet()
        .stream()
        .filter(committed -> committed.getValue() != null)
        .collect(toMap(Map.Entry::getKey, committed -> committed.getValue().offset()));
  }

  @Override
  public void reset(String group, TopicPartition partition, long offset) {
    get(
        admin
            .alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(offset)))
            .all());
  }

  @Override
  public void deleteGroup(String group) {
    get(admin.deleteConsumerGroups(List.of(group)).all());
  }

  @Override
  public void kill(Consumer<String, byte[]> member) {
    member.close(
        CloseOptions.timeout(Duration.ZERO)
            .withGroupMembershipOperation(GroupMembershipOperation.REMAIN_IN_GROUP));
  }

  @Override
  public void pass(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw Optional.ofNullable(e.getCause())
          .filter(RuntimeException.class::isInstance)
          .map(RuntimeException.class::cast)
          .orElseGet(() -> new KafkaException(e));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
