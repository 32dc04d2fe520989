package org.xipline.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.importer.mailbox.MailboxContract.ALICE;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.xipline.importer.delivery.DeliveryObserver.Fate;
import org.xipline.schemas.reason.DeadLetterReason;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.PairResult;
import org.xipline.schemas.topic.Topic;

class DeliveryOutcomesTest {
  private final SteppedRuntime time = new SteppedRuntime();
  private final MockProducer<String, byte[]> producer = DeliveryRun.producer(false);
  private final Told told = new Told(producer);
  private final CountingObserver observer = new CountingObserver();
  private final List<Throwable> failures = new ArrayList<>();
  private final DeliveryOutcomes outcomes =
      new DeliveryOutcomes(producer, observer, time.runtime().clock(), failures::add);
  private final PartitionFlow flow = new PartitionFlow(new TopicPartition("xip.messages", 3));

  @Test
  void shouldFinishAParcelOnceEverythingToldOfItIsAcknowledged() {
    // Given
    Instant due = time.now().plusSeconds(60);
    InFlightMessage parcel = inHand(Records.message(ALICE, "1"));

    // When
    outcomes.tell(
        parcel, new NextStep.Retried(due, DeadLetterReason.MAILBOX_OVER_QUOTA, "NO full"));

    // Then
    assertThat(flow.recordsInHand()).isOne();
    producer.completeNext();
    assertThat(flow.recordsInHand()).isOne();
    assertThat(observer.count(Fate.RETRIED)).isZero();
    producer.completeNext();
    assertThat(flow.recordsInHand()).isZero();
    assertThat(observer.count(Fate.RETRIED)).isOne();
    assertThat(failures).isEmpty();
  }

  @Test
  void shouldSendARetryToThePartitionOfTheSameNumber() {
    // Given
    InFlightMessage parcel = inHand(Records.message(ALICE, "1")).attempted(time.now());

    // When
    outcomes.tell(
        parcel,
        new NextStep.Retried(
            time.now().plusSeconds(60), DeadLetterReason.MAILBOX_OVER_QUOTA, "NO full"));

    // Then
    ProducerRecord<String, byte[]> retry = told.records(Topic.MESSAGES_RETRY).getFirst();
    assertThat(retry.partition()).isEqualTo(3);
    assertThat(retry.key()).isEqualTo("key");
    assertThat(told.values(Topic.MESSAGES_RETRY).getFirst().getAttempts()).isEqualTo(1);
    assertThat(told.postponed().getFirst().getNextTryAt().getSeconds())
        .isEqualTo(time.now().getEpochSecond() + 60);
  }

  @Test
  void shouldNotFinishAParcelOfWhichSomethingCouldNotBeTold() {
    // Given
    var failure = new KafkaException("no leader");
    inHandAndSetAside();

    // When
    producer.errorNext(failure);
    producer.completeNext();

    // Then
    assertThat(failures).containsExactly(failure);
    assertThat(flow.recordsInHand()).isOne();
    assertThat(observer.count(Fate.DEAD_LETTERED)).isZero();
  }

  @Test
  void shouldSayWhatCameOfADelivery() {
    // When
    outcomes.tell(inHand(Records.message(ALICE, "1")), new NextStep.Delivered(3, 4));
    outcomes.tell(inHand(Records.message(ALICE, "2")), new NextStep.Present(3, 5));
    producer.completeNext();
    producer.completeNext();

    // Then
    assertThat(told.settled())
        .extracting(it -> it.getResult() + " " + it.getUidValidity() + " " + it.getUid())
        .containsExactly(
            PairResult.PAIR_RESULT_DELIVERED + " 3 4",
            PairResult.PAIR_RESULT_ALREADY_PRESENT + " 3 5");
    assertThat(told.records(Topic.OUTCOMES))
        .extracting(ProducerRecord::key)
        .containsOnly(Records.ARCHIVE);
    assertThat(observer.count(Fate.DELIVERED)).isOne();
    assertThat(observer.count(Fate.ALREADY_PRESENT)).isOne();
  }

  @Test
  void shouldTellOfADeadLetterUnderItsIdWhereItsRecordNamesNoPair() {
    // Given
    InFlightMessage unreadable =
        parcel(new InFlightContents.Unreadable(ByteString.copyFromUtf8("x"), "no message"));
    flow.take(unreadable);

    // When
    outcomes.tell(
        unreadable,
        new NextStep.DeadLettered(
            SetAside.because(DeadLetterReason.MALFORMED_RECORD, "no message")));

    // Then
    String id = told.values(Topic.DEAD_LETTERS).getFirst().getDeadLetterId();
    assertThat(told.records(Topic.DEAD_LETTERS).getFirst().key()).isEqualTo("key");
    assertThat(told.records(Topic.OUTCOMES).getFirst().key()).isEqualTo(id);
    assertThat(told.values(Topic.OUTCOMES)).allMatch(Outcome::hasRecordSetAside);
  }

  @Test
  void shouldTellWhatAParcelInHandWaitsForAndKeepIt() {
    // Given
    var trouble = new ServerImpairment(DeadLetterReason.ATTEMPTS_EXHAUSTED, "refused", time.now());
    InFlightMessage parcel = inHand(Records.message(ALICE, "1"));

    // When
    outcomes.tellWaiting(parcel, trouble);
    producer.completeNext();

    // Then
    assertThat(told.postponed())
        .singleElement()
        .satisfies(it -> {
          assertThat(it.getDetail()).isEqualTo("refused");
          assertThat(it.hasNextTryAt()).isFalse();
        });
    assertThat(flow.recordsInHand()).isOne();
    assertThat(failures).isEmpty();

    // When it cannot be told
    var failure = new KafkaException("no leader");
    outcomes.tellWaiting(parcel, trouble);
    producer.errorNext(failure);

    // Then
    assertThat(failures).containsExactly(failure);
  }

  private void inHandAndSetAside() {
    outcomes.tell(
        inHand(Records.message(ALICE, "1")),
        new NextStep.DeadLettered(SetAside.because(DeadLetterReason.MESSAGE_REJECTED, "NO spam")));
  }

  private InFlightMessage inHand(MailboxMessage message) {
    InFlightMessage parcel = parcel(new InFlightContents.Readable(message));
    flow.take(parcel);
    return parcel;
  }

  private InFlightMessage parcel(InFlightContents contents) {
    return new InFlightMessage(
        flow, flow.recordsInHand(), "key", time.now(), 100, contents, 0, null);
  }
}
