package org.xipline.runtime.simulation.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.xipline.runtime.simulation.Signal;
import org.xipline.runtime.simulation.Signal.Ended;
import org.xipline.runtime.simulation.SimulatedProcess;

/**
 * The thread of a producer that brings records to the brokers: in order within a partition, some at
 * a time. Records are stored first and acknowledged later, and the process may die in between.
 */
final class Sender {
  /** Far longer than any schedule. */
  private static final Duration FOREVER = Duration.ofDays(3650);

  private final ScriptedKafka kafka;
  private final SimulatedProcess process;
  private final Broker broker;
  private final Signal changed;
  private final List<Sent> waiting = new ArrayList<>();
  private int unanswered;
  private boolean started;

  /** Stores a record, or says why not. */
  @FunctionalInterface
  interface Broker {
    long append(PartitionLog log, ProducerRecord<String, byte[]> record, long timestamp);
  }

  private record Sent(
      ProducerRecord<String, byte[]> record,
      PartitionLog log,
      Instant at,
      @Nullable Callback callback,
      CompletableFuture<RecordMetadata> answer) {}

  Sender(ScriptedKafka kafka, SimulatedProcess process, Broker broker) {
    this.kafka = kafka;
    this.process = process;
    this.broker = broker;
    this.changed = new Signal(kafka.simulation());
  }

  Future<RecordMetadata> send(ProducerRecord<String, byte[]> record, @Nullable Callback callback) {
    if (!started) {
      started = true;
      var _ = process.start("producer", this::run);
    }
    var sent =
        new Sent(
            record,
            kafka.log(partitionOf(record)),
            kafka.simulation().clock().instant(),
            callback,
            new CompletableFuture<>());
    waiting.add(sent);
    unanswered++;
    var _ = kafka.simulation().after(kafka.times().delivery(), kafka.changes()::raise);
    changed.raise();
    return sent.answer();
  }

  private TopicPartition partitionOf(ProducerRecord<String, byte[]> record) {
    int partitions = kafka.partitions(record.topic()).size();
    int partition =
        Optional.ofNullable(record.partition())
            .orElseGet(() -> partitionOf(record.topic(), record.key(), partitions));
    return new TopicPartition(record.topic(), partition);
  }

  private int partitionOf(String topic, @Nullable String key, int partitions) {
    if (key == null) {
      return kafka.choices().below(partitions);
    }
    try (var serializer = new StringSerializer()) {
      return BuiltInPartitioner.partitionForKey(serializer.serialize(topic, key), partitions);
    }
  }

  private void run() {
    while (true) {
      var _ = changed.await(() -> !waiting.isEmpty(), FOREVER);
      sleep(kafka.latency());
      var _ = kafka.changes().await(() -> kafka.isReachable() || isLate(), FOREVER);
      // What was waiting may have been dropped meanwhile.
      if (!waiting.isEmpty()) {
        answer(takeSome());
      }
    }
  }

  private boolean isLate() {
    Instant now = kafka.simulation().clock().instant();
    return waiting.isEmpty()
        || !now.isBefore(waiting.getFirst().at().plus(kafka.times().delivery()));
  }

  private void sleep(Duration time) {
    try {
      kafka.simulation().sleep(time);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a sender", e);
    }
  }

  /** Of one partition, from its beginning. */
  private List<Sent> takeSome() {
    var logs = new LinkedHashSet<PartitionLog>();
    waiting.forEach(sent -> logs.add(sent.log()));
    PartitionLog log = kafka.choices().oneOf(List.copyOf(logs));
    List<Sent> ofLog = waiting.stream().filter(sent -> sent.log() == log).toList();
    int count =
        kafka.choices().chance(0.5) ? ofLog.size() : kafka.choices().between(1, ofLog.size());
    List<Sent> some = List.copyOf(ofLog.subList(0, count));
    waiting.removeAll(some);
    return some;
  }

  private void answer(List<Sent> some) {
    var answers = new ArrayList<Runnable>();
    for (Sent sent : some) {
      answers.add(store(sent));
    }
    kafka.changes().raise();
    kafka.simulation().step();
    for (Runnable answer : answers) {
      answer.run();
      unanswered--;
    }
    changed.raise();
  }

  private Runnable store(Sent sent) {
    if (!kafka.isReachable()) {
      return () -> fail(sent, new TimeoutException("no broker took the record"));
    }
    try {
      long timestamp = kafka.simulation().clock().millis();
      long offset = broker.append(sent.log(), sent.record(), timestamp);
      return () -> acknowledge(sent, offset, timestamp);
    } catch (KafkaException e) {
      return () -> fail(sent, e);
    }
  }

  private static void acknowledge(Sent sent, long offset, long timestamp) {
    var metadata = new RecordMetadata(sent.log().partition(), offset, 0, timestamp, 0, 0);
    if (sent.callback() != null) {
      sent.callback().onCompletion(metadata, null);
    }
    sent.answer().complete(metadata);
  }

  private static void fail(Sent sent, KafkaException error) {
    if (sent.callback() != null) {
      sent.callback().onCompletion(null, error);
    }
    sent.answer().completeExceptionally(error);
  }

  /** Waits until all that was sent by now is answered. */
  void flush(Duration longest) {
    if (changed.await(() -> unanswered == 0, longest) == Ended.INTERRUPTED) {
      throw new InterruptException(new InterruptedException());
    }
  }

  /** Gives up what was not brought to the brokers. */
  void drop(KafkaException why) {
    List<Sent> dropped = List.copyOf(waiting);
    waiting.clear();
    unanswered -= dropped.size();
    dropped.forEach(sent -> fail(sent, why));
    kafka.changes().raise();
  }
}
