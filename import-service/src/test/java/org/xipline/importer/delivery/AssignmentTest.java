package org.xipline.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.importer.mailbox.MailboxContract.ALICE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xipline.importer.folder.FolderDelivery;
import org.xipline.importer.folder.FolderMemory;
import org.xipline.importer.mailbox.InMemoryMailboxServer;
import org.xipline.importer.retry.PausedMailboxes;
import org.xipline.importer.retry.RetryPolicy;
import org.xipline.importer.retry.RetrySettings;

class AssignmentTest {
  private static final TopicPartition ONE = SteppedDelivery.ONE;
  private static final TopicPartition TWO = SteppedDelivery.TWO;
  private static final DeliverySettings SETTINGS = SteppedDelivery.SETTINGS;

  private final SteppedRuntime time = new SteppedRuntime();
  private final Committing consumer = new Committing();
  private final CountingObserver observer = new CountingObserver();
  private final ServerGate gate = new ServerGate("server", observer, () -> 0.5);
  private final PausedMailboxes resting = new PausedMailboxes();
  private final RetryPolicy policy = new RetryPolicy(RetrySettings.DEFAULT);
  private final List<Throwable> failures = new ArrayList<>();
  private final MailboxDispatcher lanes =
      new MailboxDispatcher(batches(), gate, SETTINGS, time.runtime(), failures::add);
  private final Assignment assignment =
      new Assignment(
          consumer,
          new Retries(consumer, resting, policy.maximumAge(), time.runtime().clock()),
          gate,
          SETTINGS,
          new DeliveryScope(Destination.UNNAMED, () -> 1, _ -> {}),
          lanes,
          time.runtime());

  @BeforeEach
  void assign() {
    consumer.assign(List.of(ONE, TWO));
    assignment.onPartitionsAssigned(List.of(ONE, TWO));
  }

  @Test
  void shouldCommitWhatIsDoneAndNothingAgain() {
    // Given
    flow(ONE).advanceTo(3);

    // When
    assignment.commit();
    assignment.commit();

    // Then
    assertThat(consumer.commits).containsExactly(Map.of(ONE, 3L));

    // When more is done
    flow(TWO).advanceTo(5);
    assignment.commit();

    // Then
    assertThat(consumer.commits).containsExactly(Map.of(ONE, 3L), Map.of(TWO, 5L));
  }

  @Test
  void shouldCommitAgainWhatCouldNotBeCommitted() {
    // Given
    flow(ONE).advanceTo(3);
    consumer.failure = new CommitFailedException();
    assignment.commit();

    // When
    consumer.failure = null;
    assignment.commit();

    // Then
    assertThat(consumer.commits).containsExactly(Map.of(ONE, 3L), Map.of(ONE, 3L));
  }

  @Test
  void shouldCommitWhatIsDoneOfPartitionsThatAreRevokedAndForgetThem() {
    // Given
    flow(ONE).advanceTo(3);
    flow(TWO).advanceTo(5);
    PartitionFlow revoked = flow(ONE);

    // When
    assignment.onPartitionsRevoked(List.of(ONE));

    // Then
    assertThat(consumer.commits).containsExactly(Map.of(ONE, 3L));
    assertThat(revoked.isGivenUp()).isTrue();
    assertThat(assignment.flowOf(ONE)).isNull();
    assertThat(flow(TWO).isGivenUp()).isFalse();
  }

  @Test
  void shouldGiveUpPartitionsWhoseLastCommitFails() {
    flow(ONE).advanceTo(3);
    consumer.failure = new CommitFailedException();

    assignment.giveUpAll();

    assertThat(assignment.flowOf(ONE)).isNull();
    assertThat(assignment.flowOf(TWO)).isNull();
  }

  @Test
  void shouldDeliverWhatIsInHandBeforePartitionsAreGivenUp() {
    // Given
    InFlightMessage parcel = takeInHand(0);
    lanes.accept(List.of(parcel));
    assertThat(assignment.hasWorkInHand()).isTrue();

    // When
    assignment.giveUpAll();

    // Then
    assertThat(consumer.commits).containsExactly(Map.of(ONE, 1L));
    assertThat(assignment.hasWorkInHand()).isFalse();
    assertThat(observer.count(DeliveryObserver.Fate.DELIVERED)).isEqualTo(1);
  }

  @Test
  void shouldWaitForWhatIsInHandNoLongerThanItMay() {
    // Given a step that does not end
    takeInHand(0);
    Instant begin = time.now();

    // When
    assignment.onPartitionsRevoked(List.of(ONE));

    // Then
    assertThat(Duration.between(begin, time.now()))
        .isBetween(SETTINGS.drainTimeout(), SETTINGS.drainTimeout().plusMillis(5));
    assertThat(consumer.commits).containsExactly(Map.of(ONE, 0L));
  }

  @Test
  void shouldNotWaitForAServerThatIsOutOfReach() {
    // Given
    lanes.accept(List.of(takeInHand(0)));
    gate.lost(ProbePermit.FREE, ALICE, "refused", false, time.now());
    Instant begin = time.now();

    // When
    assignment.onPartitionsRevoked(List.of(ONE));

    // Then
    assertThat(time.now()).isEqualTo(begin);
  }

  @Test
  void shouldNeitherWaitForNorCommitPartitionsThatAreLost() {
    // Given
    PartitionFlow flow = flow(ONE);
    takeInHand(0);
    flow.begin(1);
    flow.advanceTo(2);
    Instant begin = time.now();

    // When
    assignment.onPartitionsLost(List.of(ONE));

    // Then
    assertThat(flow.isGivenUp()).isTrue();
    assertThat(assignment.flowOf(ONE)).isNull();
    assertThat(assignment.flowOf(TWO)).isNotNull();
    assertThat(time.now()).isEqualTo(begin);
    assertThat(consumer.commits).isEmpty();
  }

  @Test
  void shouldNeitherWaitNorCommitWhenDeliveryHasFailed() {
    // Given
    PartitionFlow flow = flow(ONE);
    takeInHand(0);
    Instant begin = time.now();

    // When
    assignment.abandonAll();

    // Then
    assertThat(flow.isGivenUp()).isTrue();
    assertThat(assignment.hasWorkInHand()).isFalse();
    assertThat(time.now()).isEqualTo(begin);
    assertThat(consumer.commits).isEmpty();
  }

  @Test
  void shouldReadNothingWhileTheServerIsOutOfReach() {
    // When
    gate.lost(ProbePermit.FREE, ALICE, "refused", false, time.now());
    assignment.throttle();
    assignment.throttle();

    // Then
    assertThat(consumer.paused()).containsExactlyInAnyOrder(ONE, TWO);

    // When
    gate.reached();
    assignment.throttle();

    // Then
    assertThat(consumer.paused()).isEmpty();
  }

  @Test
  void shouldReadOnWherePartitionsHaveRoom() {
    // Given one with enough in hand
    flow(ONE).take(parcel(0, 20_000));
    assignment.throttle();
    assertThat(consumer.paused()).containsExactly(ONE);

    // When less is left than it may have, and then less than half of that
    flow(ONE).drop(parcel(0, 20_000));
    flow(ONE).take(parcel(1, 10_000));
    assignment.throttle();
    assertThat(consumer.paused()).containsExactly(ONE);
    flow(ONE).drop(parcel(1, 10_000));
    flow(ONE).take(parcel(2, 9_999));
    assignment.throttle();

    // Then
    assertThat(consumer.paused()).isEmpty();
  }

  private PartitionFlow flow(TopicPartition partition) {
    return Objects.requireNonNull(assignment.flowOf(partition));
  }

  private InFlightMessage takeInHand(long offset) {
    InFlightMessage parcel = parcel(offset, 100);
    flow(ONE).take(parcel);
    flow(ONE).advanceTo(offset + 1);
    return parcel;
  }

  private InFlightMessage parcel(long offset, int sizeBytes) {
    return new InFlightMessage(
        flow(ONE),
        offset,
        "key",
        Instant.EPOCH,
        sizeBytes,
        new InFlightContents.Readable(Records.message(ALICE, "m" + offset)),
        0,
        null);
  }

  private BatchDelivery batches() {
    DeliveryRuntime runtime = time.runtime();
    return new BatchDelivery(
        new MailboxVisits(
            new FolderDelivery(new InMemoryMailboxServer(), new FolderMemory(1000)),
            gate,
            runtime.clock(),
            false),
        new FakePayloadStore(),
        policy,
        resting,
        new DeliveryOutcomes(DeliveryRun.producer(true), observer, runtime.clock(), failures::add),
        observer,
        runtime);
  }

  /** Remembers each commit, which may fail. */
  private static final class Committing extends MockConsumer<String, byte[]> {
    private final List<Map<TopicPartition, Long>> commits = new ArrayList<>();
    private @Nullable KafkaException failure;

    Committing() {
      super("earliest");
    }

    @Override
    public synchronized void commitAsync(
        Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
      remember(offsets);
      callback.onComplete(offsets, failure);
    }

    @Override
    public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
      remember(offsets);
      if (failure != null) {
        throw failure;
      }
    }

    private void remember(Map<TopicPartition, OffsetAndMetadata> offsets) {
      var commit = new HashMap<TopicPartition, Long>();
      offsets.forEach((partition, offset) -> commit.put(partition, offset.offset()));
      commits.add(commit);
    }
  }
}
