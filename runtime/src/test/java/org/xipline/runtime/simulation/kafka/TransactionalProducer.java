package org.xipline.runtime.simulation.kafka;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;
import org.xipline.runtime.simulation.Signal.Ended;
import org.xipline.runtime.simulation.SimulatedProcess;

/** A producer of transactions, one after the other. */
final class TransactionalProducer extends UnscriptedProducer {
  private enum State {
    NEW,
    READY,
    OPEN,
    /** Something has failed: the transaction must be aborted. */
    ABORTABLE,
    /** Nothing is possible but to close it. */
    FATAL
  }

  private final ScriptedKafka kafka;
  private final TransactionCoordinator coordinator;
  private final SimulatedProcess process;
  private final Sender sender;
  private final String id;
  private final Duration timeout;
  private State state = State.NEW;
  private @Nullable KafkaException error;
  private int incarnation;
  private boolean closed;

  TransactionalProducer(
      ScriptedKafka kafka, SimulatedProcess process, String id, Duration timeout) {
    this.kafka = kafka;
    this.coordinator = kafka.transactions();
    this.process = process;
    this.id = id;
    this.timeout = timeout;
    this.sender = new Sender(kafka, process, this::append);
  }

  @Override
  public void initTransactions() {
    call();
    throwIfFatal();
    incarnation = coordinator.take(id, timeout, process);
    awaitSettled();
    state = State.READY;
    kafka.simulation().step();
  }

  /** What was decided before is over for its readers too. */
  private void awaitSettled() {
    Ended ended = kafka.changes().await(() -> coordinator.isSettled(id), kafka.times().blocked());
    if (ended == Ended.INTERRUPTED) {
      throw new InterruptException(new InterruptedException());
    }
  }

  @Override
  public void beginTransaction() {
    requireOpenProducer();
    throwIfFatal();
    require(State.READY, "begin a transaction");
    state = State.OPEN;
  }

  @Override
  public Future<RecordMetadata> send(
      ProducerRecord<String, byte[]> record, @Nullable Callback callback) {
    requireOpenProducer();
    throwIfFailed();
    require(State.OPEN, "send");
    return sender.send(record, callback);
  }

  private long append(PartitionLog log, ProducerRecord<String, byte[]> record, long timestamp) {
    return switch (coordinator.standing(id, incarnation)) {
      case HOLDS -> log.append(timestamp, record.key(), record.value(), coordinator.open(id));
      case FORGOTTEN -> throw fatal(forgotten());
      case FENCED, OVERRAN ->
          throw abortable(
              new InvalidProducerEpochException(
                  "Producer attempted to produce with an old epoch."));
    };
  }

  @Override
  public void sendOffsetsToTransaction(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata metadata) {
    call();
    throwIfFailed();
    require(State.OPEN, "send offsets");
    switch (coordinator.standing(id, incarnation)) {
      case HOLDS -> sendOffsets(offsets, metadata);
      case FORGOTTEN ->
          throw fatal(
              new KafkaException("Unexpected error in TxnOffsetCommitResponse", forgotten()));
      case FENCED, OVERRAN -> throw fatal(fenced());
    }
    kafka.simulation().step();
  }

  private void sendOffsets(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata metadata) {
    Map<TopicPartition, Long> plain =
        offsets.entrySet().stream()
            .collect(toMap(Map.Entry::getKey, offset -> offset.getValue().offset()));
    try {
      kafka
          .group(metadata.groupId())
          .addPending(metadata.memberId(), metadata.generationId(), plain, coordinator.open(id));
    } catch (UnknownMemberIdException | StaleMemberEpochException e) {
      throw abortable(
          new CommitFailedException(
              "Transaction offset Commit failed due to consumer group metadata mismatch: "
                  + e.getMessage()));
    }
  }

  @Override
  public void commitTransaction() {
    call();
    throwIfFailed();
    require(State.OPEN, "commit");
    sender.flush(kafka.times().delivery().plusSeconds(1));
    throwIfFailed();
    kafka.simulation().step();
    if (touchedNothing()) {
      state = State.READY;
      return;
    }
    switch (coordinator.standing(id, incarnation)) {
      case HOLDS -> end(ScriptedTransaction.State.COMMITTED);
      case FORGOTTEN -> throw fatal(forgotten());
      case FENCED -> throw fatal(fenced());
      case OVERRAN ->
          throw fatal(
              new InvalidTxnStateException(
                  "The producer attempted a transactional operation in an invalid state."));
    }
  }

  private boolean touchedNothing() {
    return coordinator.standing(id, incarnation) == TransactionCoordinator.Standing.HOLDS
        && coordinator.current(id).isEmpty();
  }

  @Override
  public void abortTransaction() {
    call();
    throwIfFatal();
    if (state != State.ABORTABLE) {
      require(State.OPEN, "abort");
    }
    sender.drop(new TransactionAbortedException());
    sender.flush(kafka.times().delivery().plusSeconds(1));
    switch (coordinator.standing(id, incarnation)) {
      case HOLDS -> end(ScriptedTransaction.State.ABORTED);
      case FORGOTTEN -> throw fatal(forgotten());
      case FENCED -> throw fatal(fenced());
      case OVERRAN -> recover();
    }
  }

  private void end(ScriptedTransaction.State how) {
    coordinator.end(id, how);
    state = State.READY;
    error = null;
    kafka.simulation().step();
    awaitSettled();
  }

  /** A producer that has learnt that its transaction was aborted takes its id anew. */
  private void recover() {
    incarnation = coordinator.take(id, timeout, process);
    awaitSettled();
    state = State.READY;
    error = null;
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    kafka.simulation().step();
    return kafka.describePartitions(topic);
  }

  @Override
  public void flush() {
    call();
    sender.flush(kafka.times().delivery().plusSeconds(1));
  }

  /** What is open is aborted. */
  @Override
  public void close(Duration timeout) {
    kafka.simulation().step();
    if (closed) {
      return;
    }
    closed = true;
    sender.drop(new KafkaException("Producer is closed forcefully."));
    boolean isOpen = state == State.OPEN || state == State.ABORTABLE;
    if (isOpen
        && kafka.isReachable()
        && coordinator.standing(id, incarnation) == TransactionCoordinator.Standing.HOLDS) {
      coordinator.end(id, ScriptedTransaction.State.ABORTED);
    }
    state = State.FATAL;
  }

  /** A call that brokers must answer. */
  private void call() {
    requireOpenProducer();
    kafka.simulation().step();
    Ended ended = kafka.changes().await(kafka::isReachable, kafka.times().blocked());
    if (ended == Ended.INTERRUPTED) {
      throw new InterruptException(new InterruptedException());
    }
    if (ended == Ended.TIMED_OUT) {
      throw new TimeoutException("no broker has answered");
    }
  }

  private void requireOpenProducer() {
    if (closed) {
      throw new IllegalStateException("Cannot perform operation after producer has been closed");
    }
  }

  private void require(State expected, String to) {
    if (state != expected) {
      throw new IllegalStateException("cannot %s while in state %s".formatted(to, state));
    }
  }

  private void throwIfFatal() {
    if (state == State.FATAL) {
      if (error instanceof ProducerFencedException) {
        throw fenced();
      }
      throw inErrorState();
    }
  }

  private void throwIfFailed() {
    throwIfFatal();
    if (state == State.ABORTABLE) {
      throw inErrorState();
    }
  }

  private KafkaException inErrorState() {
    return new KafkaException(
        "Cannot execute transactional method because we are in an error state", error);
  }

  private KafkaException fatal(KafkaException cause) {
    state = State.FATAL;
    error = cause;
    return cause;
  }

  private KafkaException abortable(KafkaException cause) {
    if (state != State.FATAL) {
      state = State.ABORTABLE;
      error = cause;
    }
    return cause;
  }

  private static KafkaException forgotten() {
    return new InvalidPidMappingException(
        "The producer attempted to use a producer id which is not currently assigned to its"
            + " transactional id.");
  }

  private static KafkaException fenced() {
    return new ProducerFencedException(
        "There is a newer producer with the same transactionalId which fences the current one.");
  }
}
