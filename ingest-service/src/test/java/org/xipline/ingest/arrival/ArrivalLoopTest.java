package org.xipline.ingest.arrival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xipline.ingest.publication.ArrivalContext;
import org.xipline.ingest.publication.Publication;
import org.xipline.runtime.health.Health;
import org.xipline.schemas.topic.Topic;

class ArrivalLoopTest {
  private static final int ATTEMPTS = 3;
  private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");

  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
  private final StepByStep worker = new StepByStep();
  private final Counts counts = new Counts();
  private final List<Throwable> failures = new ArrayList<>();
  private final List<String> events = new ArrayList<>();

  /** What each partition holds, read again after a seek as a broker would give it. */
  private final Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> log = new HashMap<>();

  /** What preparing meets, one after the other; nothing more: it is ready. */
  private final Queue<Object> preparing = new ArrayDeque<>();

  /** What publishing meets, one after the other; nothing more: that was the last transaction. */
  private final Queue<Object> publishing = new ArrayDeque<>();

  private final List<ArrivalContext> origins = new ArrayList<>();
  private Instant now = START;
  private ArrivalLoop loop;

  @BeforeEach
  void begin() {
    loop =
        new ArrivalLoop(
            consumer,
            this::prepare,
            worker,
            () -> now,
            ATTEMPTS,
            counts,
            (_, cause) -> failures.add(cause));
    loop.begin();
  }

  @Test
  void shouldReadItsOtherPartitionsWhenItLosesTheArrivalInHand() throws IOException {
    // Given an arrival in hand, and one that waits in another partition
    assign(0, 1);
    arrive(0, "first");
    turn();
    arrive(1, "second");
    turn();
    assertThat(consumer.paused()).isEqualTo(partitions(0, 1));

    // When the partition of the one in hand goes to another member
    assign(1);
    turn();
    work();

    // Then the other is dealt with
    assertThat(events).contains("second told").doesNotContain("first told");
    assertThat(consumer.paused()).doesNotContain(partition(1));
    assertThat(counts).isEqualTo(new Counts(2, 1, 0));
  }

  @Test
  void shouldKeepPollingAndTakeNothingElseWhileOneIsInHand() throws IOException {
    // Given
    assign(0, 1);
    arrive(0, "first");
    turn();

    // When others arrive, also with a partition that comes now
    assign(0, 1, 2);
    arrive(1, "second");
    arrive(2, "third");
    turn();
    turn();

    // Then they wait their turn
    assertThat(consumer.paused()).isEqualTo(partitions(0, 1, 2));
    assertThat(loop.inHandSince()).contains(START);
    work();
    assertThat(events).filteredOn(it -> it.endsWith("told")).hasSize(3);
    assertThat(loop.inHandSince()).isEmpty();
    assertThat(loop.health()).isEqualTo(Health.up());
  }

  @Test
  void shouldTakeOneArrivalOfSeveralThatComeInOnePoll() throws IOException {
    // Given
    consumer.setMaxPollRecords(10);
    assign(0, 1);
    arrive(0, "first");
    arrive(0, "second");
    arrive(0, "third");
    arrive(1, "fourth");

    // When
    work();

    // Then each is dealt with, once, in the order of its partition
    assertThat(events)
        .filteredOn(it -> it.endsWith("told"))
        .containsExactlyInAnyOrder("first told", "second told", "third told", "fourth told");
    assertThat(events).containsSubsequence("first told", "second told", "third told");
  }

  @Test
  void shouldPublishInAsManyTransactionsAsItTakes() throws IOException {
    // Given
    assign(0);
    arrive(0, "first");
    publishing.addAll(List.of(false, false, true));

    // When
    work();

    // Then
    assertThat(events)
        .containsExactly(
            "first prepared",
            "first published",
            "first published",
            "first published",
            "first told",
            "first closed");
    assertThat(origins)
        .allSatisfy(origin -> {
          assertThat(origin.partition()).isEqualTo(partition(0));
          assertThat(origin.offset()).isZero();
          assertThat(origin.assigned()).containsExactly(0);
          assertThat(origin.group()).isEqualTo(consumer.groupMetadata());
        });
  }

  @Test
  void shouldTryATransactionAgainWithoutPreparingAgain() throws IOException {
    // Given
    assign(0);
    arrive(0, "first");
    publishing.add(new CommitFailedException("the coordinator is not aware of this member"));

    // When
    work();
    assertThat(events).containsExactly("first prepared");
    assertThat(loop.health())
        .isEqualTo(
            Health.degraded(
                "archive first since 2026-11-20T08:00:00Z, attempt 1:"
                    + " the coordinator is not aware of this member"));
    now = now.plusMillis(499);
    work();
    assertThat(events).containsExactly("first prepared");
    now = now.plusMillis(1);
    work();

    // Then
    assertThat(events)
        .containsExactly("first prepared", "first published", "first told", "first closed");
    assertThat(loop.health()).isEqualTo(Health.up());
  }

  @Test
  void shouldTryToPrepareAgainAndSayWhatIsInHand() throws IOException {
    // Given
    assign(0);
    arrive(0, "first");
    preparing.add(new IOException("no room is left"));

    // When
    turn();
    assertThat(loop.health())
        .isEqualTo(Health.up().with("inHand", "archive first since 2026-11-20T08:00:00Z"));
    work();
    assertThat(loop.health().state()).isEqualTo(Health.State.DEGRADED);
    now = now.plusMillis(500);
    turn();
    worker.run();
    turn();

    // Then it is well again as soon as it is prepared, and not only when it is told
    assertThat(loop.health())
        .isEqualTo(Health.up().with("inHand", "archive first since 2026-11-20T08:00:00Z"));
    work();
    assertThat(events).contains("first told");
  }

  @Test
  void shouldCountFailuresInARowOnly() throws IOException {
    // Given
    assign(0);
    arrive(0, "first");
    preparing.addAll(List.of(new IOException("one"), new IOException("two")));
    publishing.addAll(List.of(new KafkaException("three"), false, new KafkaException("four")));

    // When
    for (int i = 0; i < 10; i++) {
      work();
      now = now.plusSeconds(60);
    }

    // Then
    assertThat(events).contains("first told");
  }

  @Test
  void shouldEndWhenAStepFailsAgainAndAgainForAReasonThatLasts() {
    // Given
    assign(0);
    arrive(0, "first");
    for (int i = 0; i < ATTEMPTS; i++) {
      preparing.add(new IOException("no room is left"));
    }

    // When, then
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < ATTEMPTS; i++) {
                work();
                now = now.plusSeconds(60);
              }
            })
        .isInstanceOf(IOException.class)
        .hasRootCauseMessage("no room is left");
    assertThat(preparing).isEmpty();
  }

  @Test
  void shouldNotBeginATransactionOfAnArrivalThatItHasLost() throws IOException {
    // Given an arrival whose transaction is about to begin
    assign(0, 1);
    arrive(0, "first");
    turn();
    worker.run();
    turn();

    // When the partition is revoked before the worker gets to it
    assign(1);
    turn();
    worker.run();

    // Then
    assertThat(events).containsExactly("first prepared", "first closed");
    assertThat(origins).isEmpty();
  }

  @Test
  void shouldInterruptThePreparationOfAnArrivalThatItLoses() throws IOException {
    // Given an archive that is verified for hours, while the partition is revoked
    assign(0, 1);
    arrive(0, "first");
    preparing.add((Runnable) () -> consumer.rebalance(partitions(1)));

    // When
    turn();
    worker.run();

    // Then
    assertThat(Thread.interrupted()).isTrue();
    turn();
    worker.run();
    assertThat(events).doesNotContain("first published");
    assertThat(counts).isEqualTo(new Counts(1, 1, 0));
  }

  @Test
  void shouldTellARunningTransactionThatItsArrivalIsGivenUp() throws IOException {
    // Given a transaction during which the partition is revoked
    assign(0, 1);
    arrive(0, "first");
    publishing.add((Runnable) () -> consumer.rebalance(partitions(1)));

    // When
    turn();
    worker.run();
    turn();
    assertThat(origins).isEmpty();
    worker.run();

    // Then it was not interrupted, and could see it
    assertThat(origins)
        .singleElement()
        .satisfies(it -> assertThat(it.isGivenUp().getAsBoolean()).isTrue());
    assertThat(Thread.interrupted()).isFalse();
    turn();
    worker.run();
    assertThat(events).doesNotContain("first told").contains("first closed");
    assertThat(counts).isEqualTo(new Counts(1, 1, 0));
  }

  @Test
  void shouldLetAPartitionRestAndGoOnWithTheOthers() throws IOException {
    // Given
    assign(0, 1);
    preparing.add(START.plusSeconds(5));
    arrive(0, "first");
    turn();
    worker.run();
    turn();

    // When
    arrive(1, "second");
    work();

    // Then
    assertThat(events).contains("second told").doesNotContain("first told");
    assertThat(consumer.paused()).isEqualTo(partitions(0));
    assertThat(counts).isEqualTo(new Counts(2, 0, 1));

    // When its time has come
    now = START.plusSeconds(5);
    work();

    // Then
    assertThat(events).contains("first told");
    assertThat(consumer.paused()).isEmpty();
  }

  @Test
  void shouldForgetThatAPartitionRestsWhenItGoes() throws IOException {
    // Given
    assign(0, 1);
    preparing.add(START.plusSeconds(500));
    arrive(0, "first");
    turn();
    worker.run();
    turn();

    // When it goes and comes back
    assign(1);
    turn();
    assign(0, 1);
    rewind(0);
    work();

    // Then
    assertThat(events).contains("first told");
  }

  @Test
  void shouldSayWhetherOthersWaitBehindIt() throws IOException {
    // Given
    assign(0);
    arrive(0, "first");
    consumer.updateEndOffsets(Map.of(partition(0), 1L));

    // When
    turn();
    worker.run();

    // Then
    assertThat(events).containsExactly("first prepared");

    // When another is behind the next one
    arrive(0, "second");
    consumer.updateEndOffsets(Map.of(partition(0), 3L));
    work();

    // Then
    assertThat(events).contains("second prepared, others wait");
  }

  @Test
  void shouldGiveUpWhatIsInHandWhenItEnds() throws IOException {
    // Given
    assign(0);
    arrive(0, "first");
    turn();

    // When
    loop.close();
    loop.run();
    worker.run();

    // Then
    assertThat(consumer.closed()).isTrue();
    assertThat(events).isEmpty();
    assertThat(failures).isEmpty();
    assertThat(counts).isEqualTo(new Counts(1, 1, 0));
  }

  @Test
  void shouldGoOnWhenTheGroupHasRemovedIt() throws IOException {
    // Given a process that stood still, and asks where to go on before it knows that it is out
    assign(0);
    consumer.setPollException(new UnknownMemberIdException("the group does not know it"));

    // When
    turn();
    arrive(0, "first");
    work();

    // Then
    assertThat(events).contains("first told");
  }

  @Test
  void shouldTakeArrivalsOnceItRuns() {
    // Given
    var joining = new MockConsumer<String, byte[]>("earliest");
    var subscribed = new ArrayList<String>();
    ArrivalLoop running =
        new ArrivalLoop(
            joining,
            this::prepare,
            worker,
            () -> now,
            ATTEMPTS,
            counts,
            (_, cause) -> failures.add(cause));
    joining.schedulePollTask(() -> {
      subscribed.addAll(joining.subscription());
      running.close();
    });

    // When
    running.run();

    // Then
    assertThat(subscribed).containsExactly(Topic.ARRIVALS.name());
    assertThat(failures).isEmpty();
  }

  @Test
  void shouldNotWaitForRecordsWhenItIsClosed() {
    loop.close();

    assertThatThrownBy(loop::turn).isInstanceOf(WakeupException.class);
  }

  @Test
  void shouldWaitForRecordsLongerWhileNothingIsInHand() throws IOException {
    // Given
    assign(0);
    turn();
    Duration idle = consumer.lastPollTimeout();

    // When
    arrive(0, "first");
    turn();
    turn();

    // Then
    assertThat(consumer.lastPollTimeout()).isLessThan(idle);
  }

  @Test
  void shouldReportThatItCannotGoOn() {
    // Given
    consumer.setPollException(new KafkaException("this group is not for you"));

    // When
    loop.run();

    // Then
    assertThat(failures)
        .singleElement()
        .satisfies(it -> assertThat(it).hasMessage("this group is not for you"));
    assertThat(consumer.closed()).isTrue();
  }

  @Test
  void shouldReportAWakeUpThatNobodyAskedFor() {
    // Given
    consumer.wakeup();

    // When
    loop.run();

    // Then
    assertThat(failures).hasSize(1);
  }

  private void turn() throws IOException {
    log.forEach((partition, records) -> {
      if (consumer.assignment().contains(partition)) {
        long position = consumer.position(partition);
        records.stream().filter(it -> it.offset() >= position).forEach(consumer::addRecord);
      }
    });
    loop.turn();
  }

  /** Until nothing moves any more. */
  private void work() throws IOException {
    for (int i = 0; i < 30; i++) {
      turn();
      worker.run();
    }
    turn();
  }

  private ArrivalTask.Prepared prepare(ConsumerRecord<String, byte[]> record, boolean othersWait)
      throws IOException {
    Object met = preparing.poll();
    if (met instanceof IOException failure) {
      throw failure;
    }
    if (met instanceof Instant until) {
      return new ArrivalTask.Prepared.Resting(until);
    }
    if (met instanceof Runnable meanwhile) {
      meanwhile.run();
    }
    events.add(record.key() + " prepared" + (othersWait ? ", others wait" : ""));
    return new ArrivalTask.Prepared.Ready(
        new Telling(record.key()), () -> events.add(record.key() + " told"));
  }

  private final class Telling implements Publication {
    private final String key;

    Telling(String key) {
      this.key = key;
    }

    @Override
    public boolean publishNext(ArrivalContext origin) {
      Object met = publishing.poll();
      if (met instanceof RuntimeException failure) {
        throw failure;
      }
      if (met instanceof Runnable meanwhile) {
        meanwhile.run();
      }
      origins.add(origin);
      events.add(key + (origin.isGivenUp().getAsBoolean() ? " given up" : " published"));
      return !Boolean.FALSE.equals(met);
    }

    @Override
    public void close() {
      events.add(key + " closed");
    }
  }

  private void assign(int... numbers) {
    consumer.rebalance(partitions(numbers));
    for (TopicPartition partition : partitions(numbers)) {
      consumer.updateBeginningOffsets(Map.of(partition, 0L));
    }
  }

  private void rewind(int partition) {
    consumer.seek(partition(partition), 0);
  }

  private void arrive(int partition, String key) {
    var records = log.computeIfAbsent(partition(partition), _ -> new ArrayList<>());
    records.add(
        new ConsumerRecord<>(
            Topic.ARRIVALS.name(), partition, records.size(), key, new byte[] {1}));
  }

  private static Set<TopicPartition> partitions(int... numbers) {
    return Set.copyOf(IntStream.of(numbers).mapToObj(ArrivalLoopTest::partition).toList());
  }

  private static TopicPartition partition(int number) {
    return new TopicPartition(Topic.ARRIVALS.name(), number);
  }

  private static final class Counts implements ArrivalCounts {
    private int taken;
    private int givenUp;
    private int rested;

    Counts() {}

    Counts(int taken, int givenUp, int rested) {
      this.taken = taken;
      this.givenUp = givenUp;
      this.rested = rested;
    }

    @Override
    public void taken() {
      taken++;
    }

    @Override
    public void givenUp() {
      givenUp++;
    }

    @Override
    public void rested() {
      rested++;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Counts that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
      return toString().hashCode();
    }

    @Override
    public String toString() {
      return "taken %d, given up %d, rested %d".formatted(taken, givenUp, rested);
    }
  }
}
