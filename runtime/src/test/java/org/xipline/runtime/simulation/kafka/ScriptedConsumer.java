package org.xipline.runtime.simulation.kafka;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.xipline.runtime.simulation.Signal.Ended;
import org.xipline.runtime.simulation.SimulatedProcess;

/** What consumers have in common, with a group or without: reading from a position. */
abstract class ScriptedConsumer extends UnscriptedConsumer {
  final ScriptedKafka kafka;
  final SimulatedProcess process;
  final Reading reading;
  private final boolean uncommitted;
  private boolean woken;
  private boolean closed;

  ScriptedConsumer(
      ScriptedKafka kafka, SimulatedProcess process, boolean uncommitted, int mostRecords) {
    this.kafka = kafka;
    this.process = process;
    this.uncommitted = uncommitted;
    this.reading = new Reading(kafka, uncommitted, mostRecords);
  }

  /** Does what a poll does beside reading. */
  abstract void attend();

  /** Whether {@link #attend} has something to do. */
  abstract boolean hasNews();

  @Override
  public ConsumerRecords<String, byte[]> poll(Duration timeout) {
    enter();
    Instant deadline = kafka.simulation().clock().instant().plus(timeout);
    while (true) {
      throwIfWoken();
      attend();
      if (kafka.isReachable()) {
        ConsumerRecords<String, byte[]> records = reading.fetch();
        if (!records.nextOffsets().isEmpty()) {
          return records;
        }
      }
      Duration left = Duration.between(kafka.simulation().clock().instant(), deadline);
      if (!left.isPositive()) {
        return ConsumerRecords.empty();
      }
      await(left);
    }
  }

  private void await(Duration longest) {
    Ended ended =
        kafka
            .changes()
            .await(
                () -> woken || hasNews() || (kafka.isReachable() && reading.hasSomething()),
                longest);
    if (ended == Ended.INTERRUPTED) {
      throw new InterruptException(new InterruptedException());
    }
  }

  final void enter() {
    if (closed) {
      throw new IllegalStateException("This consumer has already been closed.");
    }
    kafka.simulation().step();
  }

  final void throwIfWoken() {
    if (woken) {
      woken = false;
      throw new WakeupException();
    }
  }

  /** Waits for brokers that cannot be reached. */
  final void awaitBrokers(Duration longest) {
    if (kafka.changes().await(kafka::isReachable, longest) != Ended.FULFILLED) {
      throw new TimeoutException("no broker has answered within " + longest);
    }
  }

  @Override
  public void wakeup() {
    woken = true;
    kafka.changes().raise();
  }

  @Override
  public Set<TopicPartition> assignment() {
    return reading.partitions();
  }

  @Override
  public Set<TopicPartition> paused() {
    return reading.paused();
  }

  @Override
  public void pause(Collection<TopicPartition> partitions) {
    reading.pause(partitions, true);
  }

  @Override
  public void resume(Collection<TopicPartition> partitions) {
    reading.pause(partitions, false);
  }

  @Override
  public void seek(TopicPartition partition, long offset) {
    reading.seek(partition, offset);
  }

  @Override
  public void seekToBeginning(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> reading.seek(partition, kafka.log(partition).start()));
  }

  @Override
  public OptionalLong currentLag(TopicPartition partition) {
    OptionalLong position = reading.position(partition);
    return position.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(
            Math.max(0, kafka.log(partition).end(uncommitted) - position.getAsLong()));
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    enter();
    awaitBrokers(kafka.times().blocked());
    return kafka.describePartitions(topic);
  }

  @Override
  public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
    enter();
    awaitBrokers(kafka.times().blocked());
    return partitions.stream()
        .collect(toMap(identity(), partition -> kafka.log(partition).end(uncommitted)));
  }

  @Override
  public Map<TopicPartition, Long> endOffsets(
      Collection<TopicPartition> partitions, Duration timeout) {
    return endOffsets(partitions);
  }

  @Override
  public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
    enter();
    awaitBrokers(kafka.times().blocked());
    return partitions.stream()
        .collect(toMap(identity(), partition -> kafka.log(partition).start()));
  }

  @Override
  public Map<TopicPartition, Long> beginningOffsets(
      Collection<TopicPartition> partitions, Duration timeout) {
    return beginningOffsets(partitions);
  }

  final boolean isClosed() {
    return closed;
  }

  final void setClosed() {
    closed = true;
  }
}
