package org.xipline.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.importer.mailbox.MailboxContract.ALICE;

import com.google.protobuf.ByteString;
import java.time.Instant;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.xipline.schemas.reason.DeadLetterReason;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.record.DeadLetter.RecordCase;
import org.xipline.schemas.record.ItemSize;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.Payload;
import org.xipline.schemas.record.RecordSetAside;
import org.xipline.schemas.topic.Topic;

class OutcomeRecordsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T09:15:00Z");
  private static final SetAside TOO_LARGE =
      new SetAside(DeadLetterReason.ITEM_TOO_LARGE, "too large", 11, 10);
  private static final SetAside NOT_FOUND =
      SetAside.because(DeadLetterReason.MAILBOX_NOT_FOUND, "no such user");

  private final PartitionFlow flow = new PartitionFlow(new TopicPartition("xip.messages", 3));

  @Test
  void shouldCarryTheEntryWhereAReplayConvertsAgain() {
    MailboxMessage message = Records.oversized(ALICE, "1", ItemSize.getDefaultInstance());

    DeadLetter letter = OutcomeRecords.deadLetter(parcel(message), TOO_LARGE, NOW);

    assertThat(letter.getEntry()).isEqualTo(Records.entry("1"));
    assertThat(letter.getSizeBytes()).isEqualTo(11);
    assertThat(letter.getLimitBytes()).isEqualTo(10);
    assertThat(letter.getAddressesList()).isEqualTo(message.getAddressesList());
    assertThat(letter.getOriginTopic()).isEqualTo("xip.messages");
    assertThat(letter.getOriginPartition()).isEqualTo(3);
    assertThat(letter.getOriginOffset()).isEqualTo(17);
  }

  @Test
  void shouldCarryTheMessageUntriedWhereAReplayDeliversAgain() {
    MailboxMessage message = Records.message(ALICE, "1");
    MailboxMessage tried = OutcomeRecords.retry(message, 4, NOW, NOW.plusSeconds(60));

    DeadLetter letter = OutcomeRecords.deadLetter(parcel(tried), NOT_FOUND, NOW);

    assertThat(letter.getMessage()).isEqualTo(message);
    assertThat(letter.getAttempts()).isEqualTo(4);
  }

  @Test
  void shouldNameADeadLetterTheSameWhenItsRecordIsConsumedTwice() {
    MailboxMessage message = Records.message(ALICE, "1");

    DeadLetter once = OutcomeRecords.deadLetter(parcel(message), NOT_FOUND, NOW);
    DeadLetter twice = OutcomeRecords.deadLetter(parcel(message), NOT_FOUND, NOW.plusSeconds(9));

    assertThat(once.getDeadLetterId()).hasSize(16).isEqualTo(twice.getDeadLetterId());
  }

  @Test
  void shouldCutARecordThatCannotBeDecoded() {
    ByteString bytes = ByteString.copyFrom(new byte[600 << 10]);
    var contents = new InFlightContents.Unreadable(bytes, "nonsense");
    var parcel = new InFlightMessage(flow, 17, "key", NOW, 0, contents, 0, null);

    DeadLetter letter =
        OutcomeRecords.deadLetter(
            parcel, SetAside.because(DeadLetterReason.MALFORMED_RECORD, "nonsense"), NOW);

    assertThat(letter.getUndecodable().size()).isEqualTo(512 << 10);
  }

  @Test
  void shouldFitIntoItsTopicWhateverTheMessage() {
    ByteString payload = ByteString.copyFrom(new byte[Topic.MAX_RECORD_BYTES - 1000]);
    MailboxMessage huge =
        Records.message(ALICE, "1").toBuilder()
            .setPayload(Payload.newBuilder().setInline(payload))
            .build();

    DeadLetter letter = OutcomeRecords.deadLetter(parcel(huge), NOT_FOUND, NOW);

    assertThat(letter.getSerializedSize()).isLessThan(Topic.MAX_RECORD_BYTES);
    assertThat(letter.getRecordCase()).isEqualTo(RecordCase.UNDECODABLE);
    assertThat(letter.getArchiveId()).isEqualTo(Records.ARCHIVE);
  }

  @Test
  void shouldTellOfADeadLetterWhoseRecordNamesNoPair() {
    MailboxMessage nameless = Records.message(ALICE, "1").toBuilder().setArchiveId("x").build();
    DeadLetter letter =
        OutcomeRecords.deadLetter(
            parcel(nameless), SetAside.because(DeadLetterReason.MALFORMED_RECORD, "no id"), NOW);

    Outcome told = OutcomeRecords.recordSetAside(letter);

    assertThat(OutcomeRecords.namesPairs(nameless)).isFalse();
    assertThat(OutcomeRecords.namesPairs(Records.message(ALICE, "1"))).isTrue();
    assertThat(told.getConnector()).isEmpty();
    assertThat(told.getArchiveId()).isEmpty();
    assertThat(told.getRecordSetAside())
        .isEqualTo(
            RecordSetAside.newBuilder()
                .setDeadLetterId(letter.getDeadLetterId())
                .setStage("import")
                .setReason("malformed-record")
                .setDetail("no id")
                .setOriginTopic("xip.messages")
                .setOriginPartition(3)
                .setOriginOffset(17)
                .build());
  }

  private InFlightMessage parcel(MailboxMessage message) {
    return new InFlightMessage(
        flow,
        17,
        "key",
        NOW,
        0,
        new InFlightContents.Readable(message),
        message.getAttempts(),
        null);
  }
}
