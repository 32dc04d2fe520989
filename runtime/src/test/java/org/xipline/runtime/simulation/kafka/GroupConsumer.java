package org.xipline.runtime.simulation.kafka;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;
import org.xipline.runtime.simulation.Signal.Ended;
import org.xipline.runtime.simulation.SimulatedProcess;

/** A member of a group. */
final class GroupConsumer extends ScriptedConsumer {
  private final ConsumerGroup group;
  private final String groupId;
  private final MemberSettings settings;
  private final OffsetRequests offsetRequests;
  private final Deque<Runnable> callbacks = new ArrayDeque<>();
  private @Nullable Membership membership;
  private int commitsUnderWay;

  GroupConsumer(
      ScriptedKafka kafka, SimulatedProcess process, ConsumerGroup group, MemberSettings settings) {
    super(kafka, process, false, settings.maxPollRecords());
    this.group = group;
    this.groupId = group.id();
    this.settings = settings;
    this.offsetRequests = new OffsetRequests(kafka, process, group, reading);
  }

  @Override
  public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
    membership = new Membership(kafka, process, group, settings, topics, listener, reading);
  }

  private Membership membership() {
    if (membership == null) {
      throw new IllegalStateException("Consumer is not subscribed to any topics");
    }
    return membership;
  }

  @Override
  void attend() {
    membership().polled();
    runCallbacks();
    offsetRequests.throwIfFailed();
    if (kafka.isReachable()) {
      membership().reconcile();
      offsetRequests.ask(membership().member());
    }
  }

  @Override
  boolean hasNews() {
    return !callbacks.isEmpty()
        || (kafka.isReachable() && (membership().hasNews() || offsetRequests.hasNews()));
  }

  @Override
  public long position(TopicPartition partition) {
    enter();
    Ended ended =
        kafka
            .changes()
            .await(
                () -> {
                  offsetRequests.ask(membership().member());
                  return reading.position(partition).isPresent();
                },
                kafka.times().blocked());
    if (ended != Ended.FULFILLED) {
      throw new TimeoutException("the position of " + partition + " is not known");
    }
    return reading.position(partition).orElseThrow();
  }

  @Override
  public Set<String> subscription() {
    return membership == null ? Set.of() : membership.topics();
  }

  /** The constructor is going to be package-private; Kafka's own fakes call it too. */
  @Override
  @SuppressWarnings("removal")
  public ConsumerGroupMetadata groupMetadata() {
    Membership known = membership();
    return new ConsumerGroupMetadata(groupId, known.epoch(), known.memberId(), Optional.empty());
  }

  @Override
  public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
    commitSync(offsets, kafka.times().blocked());
  }

  @Override
  public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
    enter();
    throwIfWoken();
    awaitBrokers(timeout);
    if (kafka.refusesCommit()) {
      throw new TimeoutException("the commit was not answered within " + timeout);
    }
    try {
      commit(membership().epoch(), offsets);
    } finally {
      kafka.simulation().step();
    }
  }

  private void commit(int epoch, Map<TopicPartition, OffsetAndMetadata> offsets) {
    Map<TopicPartition, Long> plain =
        offsets.entrySet().stream()
            .collect(toMap(Map.Entry::getKey, offset -> offset.getValue().offset()));
    try {
      group.commit(membership().memberId(), epoch, plain);
    } catch (UnknownMemberIdException | StaleMemberEpochException e) {
      throw new CommitFailedException(String.valueOf(e.getMessage()));
    }
  }

  /** The brokers have it a little later, and its callback is for a later poll. */
  @Override
  public void commitAsync(
      Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
    enter();
    commitsUnderWay++;
    int epoch = membership().epoch();
    var _ =
        kafka
            .simulation()
            .after(
                kafka.latency(),
                () -> {
                  Optional<Exception> error = answer(epoch, offsets);
                  var _ = process.after(kafka.latency(), () -> answered(offsets, error, callback));
                });
  }

  private Optional<Exception> answer(int epoch, Map<TopicPartition, OffsetAndMetadata> offsets) {
    if (!kafka.isReachable() || kafka.refusesCommit()) {
      return Optional.of(new RetriableCommitFailedException("no broker has answered"));
    }
    try {
      commit(epoch, offsets);
      return Optional.empty();
    } catch (KafkaException e) {
      return Optional.of(e);
    }
  }

  private void answered(
      Map<TopicPartition, OffsetAndMetadata> offsets,
      Optional<Exception> error,
      OffsetCommitCallback callback) {
    commitsUnderWay--;
    callbacks.add(() -> callback.onComplete(offsets, error.orElse(null)));
    kafka.changes().raise();
  }

  private void runCallbacks() {
    for (Runnable next = callbacks.poll(); next != null; next = callbacks.poll()) {
      next.run();
    }
  }

  @Override
  public void close(CloseOptions options) {
    kafka.simulation().step();
    if (membership != null && !isClosed()) {
      membership.leave(
          options.groupMembershipOperation() != GroupMembershipOperation.REMAIN_IN_GROUP);
      var _ = kafka.changes().await(() -> commitsUnderWay == 0, options.timeout().orElseThrow());
      runCallbacks();
    }
    setClosed();
  }
}
