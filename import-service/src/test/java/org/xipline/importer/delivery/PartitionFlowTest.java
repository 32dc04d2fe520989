package org.xipline.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.importer.mailbox.MailboxContract.ALICE;
import static org.xipline.importer.mailbox.MailboxContract.BOB;

import java.time.Instant;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.xipline.schemas.identity.EmailAddress;

class PartitionFlowTest {
  private final PartitionFlow flow = new PartitionFlow(new TopicPartition("xip.messages", 3));

  @Test
  void shouldKnowWhatIsInHandAndForWhom() {
    // When
    flow.take(parcel(0, ALICE, 100));
    flow.take(parcel(1, ALICE, 20));
    flow.take(parcel(2, BOB, 3));

    // Then
    assertThat(flow.recordsInHand()).isEqualTo(3);
    assertThat(flow.bytesInHand()).isEqualTo(123);
    assertThat(flow.bytesInHand(ALICE.value())).isEqualTo(120);
    assertThat(flow.bytesInHand(BOB.value())).isEqualTo(3);

    // When
    flow.finish(parcel(0, ALICE, 100));
    flow.drop(parcel(2, BOB, 3));

    // Then
    assertThat(flow.recordsInHand()).isOne();
    assertThat(flow.bytesInHand()).isEqualTo(20);
    assertThat(flow.bytesInHand(ALICE.value())).isEqualTo(20);
    assertThat(flow.bytesInHand(BOB.value())).isZero();
  }

  @Test
  void shouldCommitNothingBeforeItHasComeAnywhere() {
    assertThat(flow.toCommit()).isEmpty();
  }

  @Test
  void shouldCommitUpToTheFirstRecordThatIsNotDone() {
    // Given
    flow.take(parcel(0, ALICE, 1));
    flow.take(parcel(1, BOB, 1));
    flow.begin(2);
    flow.advanceTo(5);

    // Then
    assertThat(flow.toCommit()).hasValue(0);
    flow.finish(parcel(0, ALICE, 1));
    assertThat(flow.toCommit()).hasValue(1);
    flow.drop(parcel(1, BOB, 1));
    assertThat(flow.toCommit()).as("what was dropped is consumed again").hasValue(1);
    flow.finish(1);
    assertThat(flow.toCommit()).hasValue(2);
    flow.finish(2);
    assertThat(flow.toCommit()).hasValue(5);
  }

  @Test
  void shouldNotCommitTheSameAgain() {
    // Given
    flow.advanceTo(5);

    // When
    flow.committed(5);

    // Then
    assertThat(flow.toCommit()).isEmpty();
    flow.advanceTo(6);
    assertThat(flow.toCommit()).hasValue(6);
  }

  @Test
  void shouldTellWhatWaitsFromWhatIsInHandAndWhatIsDone() {
    // Given
    flow.begin(0);
    flow.take(parcel(1, ALICE, 1));
    flow.take(parcel(2, ALICE, 1));
    flow.finish(parcel(2, ALICE, 1));
    flow.advanceTo(3);

    // Then
    assertThat(flow.isWaiting(0)).isTrue();
    assertThat(flow.isWaiting(1)).isFalse();
    assertThat(flow.isWaiting(2)).isFalse();
    assertThat(flow.isWaiting(3)).isFalse();
  }

  @Test
  void shouldKnowThatItIsGivenUp() {
    assertThat(flow.isGivenUp()).isFalse();
    flow.giveUp();
    assertThat(flow.isGivenUp()).isTrue();
  }

  private InFlightMessage parcel(long offset, EmailAddress mailbox, int sizeBytes) {
    return new InFlightMessage(
        flow,
        offset,
        "key",
        Instant.EPOCH,
        sizeBytes,
        new InFlightContents.Readable(Records.message(mailbox, "m" + offset)),
        0,
        null);
  }
}
