package org.xipline.importer.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.xipline.importer.folder.FolderDelivery;
import org.xipline.importer.retry.DueQueue;
import org.xipline.importer.retry.RetryPolicy;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.topic.Topic;

/**
 * The story of the import: records are read, each goes into the lane of its mailbox, its outcome is
 * told, and only then does the commit watermark pass it.
 *
 * <p>One thread, that of {@link #run}, reads and commits; it never waits for a delivery. Retries
 * that are not due wait in memory, in order of time. Time, threads and randomness come from {@link
 * DeliveryRuntime}.
 */
public final class MessageDelivery {
  private static final Duration POLL_WHILE_BUSY = Duration.ofMillis(50);
  private static final Duration POLL_WHILE_IDLE = Duration.ofMillis(250);
  private static final Duration CONSUMER_CLOSE = Duration.ofSeconds(10);

  private final Consumer<String, byte[]> consumer;
  private final DeliverySettings settings;
  private final Share share;
  private final DeliveryObserver observer;
  private final DeliveryRuntime runtime;
  private final DueQueue<Parcel> retries = new DueQueue<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Assignment assignment;
  private final Lanes lanes;
  private Instant nextCommit = Instant.MIN;
  private volatile boolean stopping;

  /**
   * Wires the parts together; begins nothing.
   *
   * @param consumer of a group; closed when {@link #run} ends
   * @param producer stays open
   */
  public MessageDelivery(
      Consumer<String, byte[]> consumer,
      Producer<String, byte[]> producer,
      FolderDelivery folders,
      PayloadStore payloads,
      RetryPolicy retryPolicy,
      DeliverySettings settings,
      Share share,
      DeliveryObserver observer,
      DeliveryRuntime runtime) {
    this.consumer = consumer;
    this.settings = settings;
    this.share = share;
    this.observer = observer;
    this.runtime = runtime;
    var server = new ServerGate(share.destination().name(), observer, runtime.random());
    var outcomes = new Outcomes(producer, observer, runtime.clock(), this::fail);
    var batches =
        new BatchDelivery(
            folders,
            payloads,
            retryPolicy,
            outcomes,
            server,
            observer,
            runtime,
            settings.awaited());
    this.lanes = new Lanes(batches, server, settings, runtime, this::fail);
    this.assignment =
        new Assignment(consumer, retries, server, settings, share, lanes, observer, runtime);
  }

  /**
   * Delivers until {@link #stop}; then drains, commits and leaves the group. It is {@link #begin},
   * {@link #turn} again and again, and {@link #end}, or {@link #abandon} if one of them fails.
   *
   * @throws RuntimeException if delivery cannot go on; offsets are where they may be
   */
  public void run() {
    try {
      begin();
      while (!stopping) {
        turn();
      }
      end();
    } catch (Throwable e) {
      abandon();
      throw e;
    }
  }

  /** Joins the group. */
  public void begin() {
    consumer.subscribe(List.of(Topic.MESSAGES.name(), Topic.MESSAGES_RETRY.name()), assignment);
  }

  /**
   * Takes in what can be read by now, begins what is due, and commits what is done.
   *
   * @throws RuntimeException if delivery cannot go on: then it is to be abandoned
   */
  public void turn() {
    take(consumer.poll(pollTimeout()));
    lanes.accept(retries.takeDue(runtime.clock().instant()));
    lanes.wake();
    observer.retriesWaiting(retries.size());
    assignment.throttle();
    commitIfTime();
    throwIfFailed();
  }

  /**
   * Drains, commits and leaves the group.
   *
   * @throws RuntimeException if what was delivered at last could not be told
   */
  public void end() {
    assignment.giveUpAll();
    throwIfFailed();
    leave();
  }

  /** Leaves the group without waiting or committing; nothing more is tried. */
  public void abandon() {
    assignment.abandonAll();
    leave();
  }

  /** Ends {@link #run}, from any thread. */
  public void stop() {
    stopping = true;
  }

  private void take(ConsumerRecords<String, byte[]> records) {
    var due = new ArrayList<Parcel>();
    for (ConsumerRecord<String, byte[]> source : records) {
      PartitionFlow flow =
          assignment.flowOf(new TopicPartition(source.topic(), source.partition()));
      if (flow != null) {
        takeIfOurs(ParcelReader.read(source, flow), due);
      }
    }
    lanes.accept(due);
    records
        .nextOffsets()
        .forEach((partition, next) -> {
          PartitionFlow flow = assignment.flowOf(partition);
          if (flow != null) {
            flow.advanceTo(next.offset());
          }
        });
  }

  /** What is for another server is passed over: the group of that server consumes it too. */
  private void takeIfOurs(Parcel parcel, List<Parcel> due) {
    if (share.destination().takes(parcel.contents())) {
      take(parcel, due);
    } else {
      share.elsewhere().accept(Destination.named(parcel.contents()));
    }
  }

  private void take(Parcel parcel, List<Parcel> due) {
    parcel.flow().take(parcel.offset(), parcel.sizeBytes());
    observer.consumed(parcel.waitingSince());
    if (parcel.notBefore().isAfter(runtime.clock().instant())) {
      retries.add(parcel, parcel.notBefore());
    } else {
      due.add(parcel);
    }
  }

  /** Until something is due, and not for long: what steps have ended is to be committed. */
  private Duration pollTimeout() {
    Duration longest = assignment.hasWorkInHand() ? POLL_WHILE_BUSY : POLL_WHILE_IDLE;
    Instant now = runtime.clock().instant();
    return lanes
        .nextWake()
        .map(due -> Duration.between(now, due))
        .map(wait -> wait.isPositive() ? wait : Duration.ZERO)
        .filter(wait -> wait.compareTo(longest) < 0)
        .orElse(longest);
  }

  private void commitIfTime() {
    Instant now = runtime.clock().instant();
    if (!now.isBefore(nextCommit)) {
      assignment.commit();
      nextCommit = now.plus(settings.commitInterval());
    }
  }

  private void fail(Throwable cause) {
    failure.compareAndSet(null, cause);
  }

  private void throwIfFailed() {
    Throwable cause = failure.get();
    if (cause != null) {
      throw cause instanceof RuntimeException known
          ? known
          : new KafkaException("delivery failed", cause);
    }
  }

  /** Gives the partitions back at once, a static member's too. */
  private void leave() {
    lanes.close();
    consumer.close(
        CloseOptions.timeout(CONSUMER_CLOSE)
            .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
  }
}
