package org.xipline.runtime.simulation.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** A member of a group, or a reader without one, that writes down what it sees. */
final class Member implements ConsumerRebalanceListener, AutoCloseable {
  static final Duration POLL = Duration.ofMillis(50);

  final Consumer<String, byte[]> consumer;

  /** Like {@code revoked 1 2}, in order. */
  final List<String> heard = new ArrayList<>();

  /** Values of records, in order. */
  final List<String> read = new ArrayList<>();

  /** Where polls said that reading goes on. */
  final Map<TopicPartition, Long> next = new HashMap<>();

  java.util.function.Consumer<Collection<TopicPartition>> whenAssigned = _ -> {};
  Runnable whenRevoked = () -> {};

  Member(Consumer<String, byte[]> consumer, String... topics) {
    this.consumer = consumer;
    if (topics.length > 0) {
      consumer.subscribe(List.of(topics), this);
    }
  }

  /** One that reads partitions by hand, from their beginning. */
  static Member reading(Consumer<String, byte[]> consumer, TopicPartition... partitions) {
    var member = new Member(consumer);
    consumer.assign(List.of(partitions));
    consumer.seekToBeginning(List.of(partitions));
    return member;
  }

  void poll() {
    ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
    records.forEach(record -> read.add(new String(record.value(), UTF_8)));
    for (Map.Entry<TopicPartition, OffsetAndMetadata> one : records.nextOffsets().entrySet()) {
      next.put(one.getKey(), one.getValue().offset());
    }
  }

  boolean has(TopicPartition... partitions) {
    return consumer.assignment().equals(Set.of(partitions));
  }

  int count() {
    return consumer.assignment().size();
  }

  /** Leaves its group and closes. */
  void leave() {
    consumer.close(
        CloseOptions.timeout(Duration.ofSeconds(5))
            .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    hear("assigned", partitions);
    whenAssigned.accept(partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    hear("revoked", partitions);
    whenRevoked.run();
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    hear("lost", partitions);
  }

  /**
   * A member may be told of nothing: before the group knows its topics, or where nothing is new.
   */
  private void hear(String what, Collection<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return;
    }
    Stream<String> numbers =
        partitions.stream().map(TopicPartition::partition).sorted().map(String::valueOf);
    heard.add(Stream.concat(Stream.of(what), numbers).reduce((a, b) -> a + " " + b).orElseThrow());
  }

  @Override
  public void close() {
    consumer.close();
  }

  @Override
  public String toString() {
    return "%s, heard %s, read %s".formatted(consumer.assignment(), heard, read);
  }
}
