package org.xipline.ingest.arrival;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.ingest.arrival.ArrivalInHand.Step;
import org.xipline.ingest.publication.ArrivalContext;
import org.xipline.ingest.publication.Publication;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.kafka.GroupPoll;
import org.xipline.runtime.service.FailureListener;
import org.xipline.schemas.topic.Topic;

/**
 * Takes arrivals off their topic, one at a time. The thread that polls goes on polling while a
 * worker prepares and publishes, so an archive may take hours without costing the membership of the
 * group. Which partitions are paused is decided anew in each turn, from what is in hand and what
 * rests: nothing stays paused for an arrival that is gone.
 *
 * <p>{@link #run} is {@link #begin} and then {@link #turn} until {@link #close}; who wants to
 * decide what happens between turns calls them himself.
 */
public final class ArrivalLoop implements Runnable, AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(ArrivalLoop.class);
  private static final Duration IDLE_POLL = Duration.ofMillis(500);
  private static final Duration BUSY_POLL = Duration.ofMillis(20);

  private final Consumer<String, byte[]> consumer;
  private final ArrivalTask task;
  private final ExecutorService worker;
  private final InstantSource clock;
  private final int attempts;
  private final ArrivalCounts counts;
  private final FailureListener failures;
  private final PausedPartitions resting = new PausedPartitions();
  private Optional<ArrivalInHand> inHand = Optional.empty();
  private volatile Optional<Instant> inHandSince = Optional.empty();
  private volatile Health health = Health.up();
  private volatile boolean closing;

  /**
   * @param consumer closed by {@link #run}
   * @param worker of one thread; not closed by this loop
   * @param attempts how often a step is tried that fails for a reason that may last, before the
   *     loop ends
   * @param failures told when the loop cannot go on
   */
  public ArrivalLoop(
      Consumer<String, byte[]> consumer,
      ArrivalTask task,
      ExecutorService worker,
      InstantSource clock,
      int attempts,
      ArrivalCounts counts,
      FailureListener failures) {
    this.consumer = consumer;
    this.task = task;
    this.worker = worker;
    this.clock = clock;
    this.attempts = attempts;
    this.counts = counts;
    this.failures = failures;
  }

  @Override
  public void run() {
    try (consumer) {
      begin();
      while (!closing) {
        turn();
      }
    } catch (WakeupException e) {
      if (!closing) {
        failures.failed("ingest", e);
      }
    } catch (IOException | RuntimeException e) {
      failures.failed("ingest", e);
    } finally {
      giveUp();
    }
  }

  /** Asks the loop to end; what is in hand is given up, and taken again by the next incarnation. */
  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
  }

  /** Joins the group. */
  public void begin() {
    consumer.subscribe(List.of(Topic.ARRIVALS.name()), new GiveUpWhatIsRevoked());
  }

  /**
   * Polls once, and takes what is in hand one step further if its last step has ended.
   *
   * @throws IOException if an arrival cannot be dealt with, and the loop must end
   */
  public void turn() throws IOException {
    resting.wake(clock.instant());
    pauseAndResume();
    take(GroupPoll.poll(consumer, inHand.isPresent() ? BUSY_POLL : IDLE_POLL));
    if (inHand.isPresent()) {
      advance(inHand.get());
    }
  }

  /** Says what is in hand; degraded while a step of it fails. Safe for use by any thread. */
  public Health health() {
    return health;
  }

  /** Since when the arrival in hand has been there. Safe for use by any thread. */
  public Optional<Instant> inHandSince() {
    return inHandSince;
  }

  private void pauseAndResume() {
    Set<TopicPartition> assigned = consumer.assignment();
    Set<TopicPartition> held = new HashSet<>(inHand.isPresent() ? assigned : resting.all());
    held.retainAll(assigned);
    Set<TopicPartition> others = new HashSet<>(assigned);
    others.removeAll(held);
    consumer.pause(held);
    consumer.resume(others);
  }

  /**
   * Takes at most one; the others are read again. They can come with a partition that was assigned
   * just now.
   */
  private void take(ConsumerRecords<String, byte[]> records) {
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<String, byte[]>> arrivals = records.records(partition);
      int taken = inHand.isPresent() ? 0 : 1;
      if (taken == 1) {
        take(arrivals.getFirst());
      }
      if (taken < arrivals.size()) {
        consumer.seek(partition, arrivals.get(taken).offset());
      }
    }
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    var arrival = new ArrivalInHand(record, clock.instant(), worker);
    inHand = Optional.of(arrival);
    inHandSince = Optional.of(arrival.since());
    health = well(arrival);
    counts.taken();
  }

  private void advance(ArrivalInHand arrival) throws IOException {
    Optional<Step> ended = arrival.ended();
    if (ended.isPresent()) {
      follow(arrival, ended.get());
    }
    if (inHand.isPresent() && arrival.isDue(clock.instant())) {
      arrival.begin(nextStep(arrival));
    }
  }

  private void follow(ArrivalInHand arrival, Step ended) throws IOException {
    switch (ended) {
      case Step.Prepared(ArrivalTask.Prepared.Resting(var until)) -> rest(arrival, until);
      case Step.Prepared(ArrivalTask.Prepared.Ready _) -> health = well(arrival);
      case Step.Published(boolean last) when last -> {
        arrival.ready().ifPresent(it -> it.whenTold().run());
        setDown();
      }
      case Step.Published _ -> health = well(arrival);
      case Step.Failed(var cause) -> meet(arrival, cause);
    }
  }

  private void rest(ArrivalInHand arrival, Instant until) {
    resting.rest(arrival.partition(), until);
    consumer.seek(arrival.partition(), arrival.record().offset());
    setDown();
    counts.rested();
  }

  private void meet(ArrivalInHand arrival, Throwable cause) throws IOException {
    switch (AfterFailure.of(cause, arrival.failures(), attempts)) {
      case AfterFailure.End() -> throw new IOException("could not process an arrival", cause);
      case AfterFailure.TryAgain(var delay) -> {
        arrival.waitUntil(clock.instant().plus(delay));
        health = troubled(arrival, cause);
        LOGGER
            .atWarn()
            .addKeyValue("partition", arrival.partition())
            .addKeyValue("offset", arrival.record().offset())
            .addKeyValue("attempt", arrival.failures())
            .setCause(cause)
            .log("ingest failed, trying again in " + delay.toMillis() + " ms");
      }
    }
  }

  private Callable<Step> nextStep(ArrivalInHand arrival) {
    if (arrival.ready().isPresent()) {
      Publication publication = arrival.ready().get().publication();
      ArrivalContext origin = originOf(arrival);
      return () -> new Step.Published(publication.publishNext(origin));
    }
    ConsumerRecord<String, byte[]> record = arrival.record();
    boolean othersWait = consumer.currentLag(arrival.partition()).orElse(1) > 0;
    return () -> new Step.Prepared(task.prepare(record, othersWait));
  }

  private ArrivalContext originOf(ArrivalInHand arrival) {
    Set<Integer> assigned =
        consumer.assignment().stream().map(TopicPartition::partition).collect(toUnmodifiableSet());
    return new ArrivalContext(
        arrival.partition(),
        arrival.record().offset(),
        consumer.groupMetadata(),
        assigned,
        arrival::isGivenUp);
  }

  private void giveUp() {
    if (inHand.isPresent()) {
      inHand.get().giveUp();
      setDown();
      counts.givenUp();
    }
  }

  private void setDown() {
    inHand.ifPresent(ArrivalInHand::release);
    inHand = Optional.empty();
    inHandSince = Optional.empty();
    health = Health.up();
  }

  private static Health well(ArrivalInHand arrival) {
    return Health.up().with("inHand", describe(arrival));
  }

  private static Health troubled(ArrivalInHand arrival, Throwable cause) {
    String trouble =
        "%s, attempt %d: %s"
            .formatted(describe(arrival), arrival.failures(), String.valueOf(cause.getMessage()));
    return Health.degraded(trouble);
  }

  private static String describe(ArrivalInHand arrival) {
    return "archive %s since %s".formatted(arrival.record().key(), arrival.since());
  }

  private final class GiveUpWhatIsRevoked implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      resting.forget(partitions);
      if (inHand.isPresent() && partitions.contains(inHand.get().partition())) {
        giveUp();
      }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      // Paused in the next turn where something is in hand.
    }
  }
}
