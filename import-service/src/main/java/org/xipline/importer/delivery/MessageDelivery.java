package org.xipline.importer.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
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
import org.xipline.importer.retry.PausedMailboxes;
import org.xipline.importer.retry.RetryPolicy;
import org.xipline.runtime.kafka.GroupPoll;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.topic.Topic;

/**
 * The story of the import: records are read, each goes into the lane of its mailbox, its outcome is
 * told, and only then does the commit watermark pass it.
 *
 * <p>One thread, that of {@link #run}, reads and commits; it never waits for a delivery. Retries
 * that are not due wait in their topic; when they are due is known, and then they are read again.
 * Time, threads and randomness come from {@link DeliveryRuntime}.
 */
public final class MessageDelivery {
  private static final Duration POLL_WHILE_BUSY = Duration.ofMillis(50);
  private static final Duration POLL_WHILE_READING = Duration.ofMillis(10);
  private static final Duration POLL_WHILE_IDLE = Duration.ofMillis(250);
  private static final Duration CONSUMER_CLOSE = Duration.ofSeconds(10);

  private final Consumer<String, byte[]> consumer;
  private final Consumer<String, byte[]> retryReader;
  private final DeliverySettings settings;
  private final DeliveryScope share;
  private final DeliveryObserver observer;
  private final DeliveryRuntime runtime;
  private final Retries retries;
  private final ServerGate server;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Assignment assignment;
  private final MailboxDispatcher lanes;
  private Instant nextCommit = Instant.MIN;
  private volatile boolean stopping;

  /**
   * Wires the parts together; begins nothing.
   *
   * @param consumer of a group; closed when {@link #run} ends
   * @param retryReader of no group: partitions of retries are assigned to it, and read again from
   *     where they are due; closed when {@link #run} ends
   * @param producer stays open
   */
  public MessageDelivery(
      Consumer<String, byte[]> consumer,
      Consumer<String, byte[]> retryReader,
      Producer<String, byte[]> producer,
      FolderDelivery folders,
      PayloadStore payloads,
      RetryPolicy retryPolicy,
      DeliverySettings settings,
      DeliveryScope share,
      DeliveryObserver observer,
      DeliveryRuntime runtime) {
    this.consumer = consumer;
    this.retryReader = retryReader;
    this.settings = settings;
    this.share = share;
    this.observer = observer;
    this.runtime = runtime;
    this.server = new ServerGate(share.destination().name(), observer, runtime.random());
    var outcomes = new DeliveryOutcomes(producer, observer, runtime.clock(), this::fail);
    var resting = new PausedMailboxes();
    var batches =
        new BatchDelivery(
            new MailboxVisits(folders, server, runtime.clock(), settings.awaited()),
            payloads,
            retryPolicy,
            resting,
            outcomes,
            observer,
            runtime);
    this.lanes = new MailboxDispatcher(batches, server, settings, runtime, this::fail);
    this.retries = new Retries(retryReader, resting, retryPolicy.maximumAge(), runtime.clock());
    this.assignment = new Assignment(consumer, retries, server, settings, share, lanes, runtime);
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
    take(GroupPoll.poll(consumer, pollTimeout()));
    takeDueRetries();
    lanes.wake();
    observer.retriesWaiting(retries.size());
    assignment.throttle();
    commitIfTime();
    throwIfFailed();
  }

  private void takeDueRetries() {
    if (server.letsRead()) {
      List<InFlightMessage> due = retries.takeDue();
      due.forEach(this::takeInHand);
      lanes.accept(due);
    }
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
    retries.share(assignment.shares());
    var forNow = new ArrayList<InFlightMessage>();
    for (ConsumerRecord<String, byte[]> source : records) {
      PartitionFlow flow =
          assignment.flowOf(new TopicPartition(source.topic(), source.partition()));
      if (flow != null) {
        InFlightMessage parcel = InFlightReader.read(source, flow);
        if (isOurs(parcel) && isForNow(parcel)) {
          takeInHand(parcel);
          forNow.add(parcel);
        }
      }
    }
    lanes.accept(forNow);
    records
        .nextOffsets()
        .forEach((partition, next) -> {
          PartitionFlow flow = assignment.flowOf(partition);
          if (flow != null) {
            flow.advanceTo(next.offset());
            retries.readUpTo(partition, next.offset());
          }
        });
  }

  /** What is for another server is passed over: the group of that server consumes it too. */
  private boolean isOurs(InFlightMessage parcel) {
    boolean ours = share.destination().takes(parcel.contents());
    if (!ours) {
      share.elsewhere().accept(Destination.named(parcel.contents()));
    }
    return ours;
  }

  private boolean isForNow(InFlightMessage parcel) {
    return !Throttle.isRetry(parcel.flow().partition()) || retries.isForNow(parcel);
  }

  private void takeInHand(InFlightMessage parcel) {
    parcel.flow().take(parcel);
    observer.consumed(parcel.waitingSince());
  }

  /** Until something is due, and not for long: what steps have ended is to be committed. */
  private Duration pollTimeout() {
    if (retries.isReading()) {
      return POLL_WHILE_READING;
    }
    Duration longest = assignment.hasWorkInHand() ? POLL_WHILE_BUSY : POLL_WHILE_IDLE;
    Instant now = runtime.clock().instant();
    return Stream.of(lanes.nextWake(), retries.nextDue())
        .flatMap(Optional::stream)
        .map(due -> Duration.between(now, due))
        // What is due and does not go on waits for something that is in hand.
        .filter(wait -> wait.isPositive() && wait.compareTo(longest) < 0)
        .min(Comparator.naturalOrder())
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
    retryReader.close(CloseOptions.timeout(CONSUMER_CLOSE));
    consumer.close(
        CloseOptions.timeout(CONSUMER_CLOSE)
            .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
  }
}
