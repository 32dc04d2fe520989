package org.xipline.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.importer.mailbox.MailboxContract.ALICE;

import com.google.protobuf.ByteString;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xipline.importer.mailbox.Messages;
import org.xipline.importer.mailbox.OutgoingMessage;
import org.xipline.schemas.reason.DeadLetterReason;
import org.xipline.schemas.record.ClaimCheck;
import org.xipline.schemas.record.ItemSize;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.record.Payload;

class AdmissionTest {
  private static final long LIMIT = Records.LIMIT;

  private final FakePayloadStore payloads = new FakePayloadStore();

  @Test
  void shouldAdmitAMessageWithItsKeyAndTime() throws Exception {
    var admitted = (Admission.Admitted) admission(Records.message(ALICE, "1"));

    OutgoingMessage message = admitted.message();
    assertThat(admitted.mailbox()).isEqualTo(ALICE);
    assertThat(message.key()).isEqualTo(Messages.key("1"));
    assertThat(message.sent()).isEqualTo(Messages.SENT);
    assertThat(message.content().open().readAllBytes()).isEqualTo(Messages.content("1"));
  }

  @ParameterizedTest(name = "attachment {0}, item {1} -> {2}")
  @CsvSource({
    "0,        10485760, ",
    "10485760, 10485760, ",
    "10485760, 10485761, ITEM_TOO_LARGE",
    "10485761, 10485761, ATTACHMENT_TOO_LARGE",
    "10485761, 99999999, ATTACHMENT_TOO_LARGE",
  })
  void shouldKeepTheTenMegabyteRule(long largestAttachment, long item, DeadLetterReason expected) {
    ItemSize size =
        ItemSize.newBuilder()
            .setLargestAttachmentBytes(largestAttachment)
            .setItemBytes(item)
            .setLimitBytes(LIMIT)
            .build();

    assertThat(SizeRule.check(size).map(SizeRule.Exceeded::reason).orElse(null))
        .isEqualTo(expected);
  }

  @Test
  void shouldSayWhatWasMeasured() {
    ItemSize size = ItemSize.newBuilder().setItemBytes(LIMIT + 1).setLimitBytes(LIMIT).build();

    SetAside why = excluded(Records.oversized(ALICE, "1", size));

    assertThat(why.measuredBytes()).isEqualTo(LIMIT + 1);
    assertThat(why.limitBytes()).isEqualTo(LIMIT);
    assertThat(why.detail()).contains("10,485,761");
  }

  @Test
  void shouldAdmitARenderedMessageUnderARaisedLimit() {
    MailboxMessage message =
        Records.message(ALICE, "1").toBuilder()
            .setSize(ItemSize.newBuilder().setItemBytes(LIMIT + 1).setLimitBytes(2 * LIMIT))
            .build();

    assertThat(admission(message)).isInstanceOf(Admission.Admitted.class);
  }

  static Stream<Consumer<MailboxMessage.Builder>> defects() {
    return Stream.of(
        MailboxMessage.Builder::clearPayload,
        MailboxMessage.Builder::clearMessageId,
        MailboxMessage.Builder::clearAddresses,
        MailboxMessage.Builder::clearSentAt,
        MailboxMessage.Builder::clearSize,
        message -> message.setArchiveId("nonsense"),
        message -> message.setItemSha256(ByteString.copyFromUtf8("short")),
        message -> message.setSentOffsetSeconds(100_000),
        message -> message.setPayload(claimCheck("../escape", new byte[32])),
        message -> message.setPayload(claimCheck("messages/1", new byte[3])));
  }

  @ParameterizedTest
  @MethodSource("defects")
  void shouldSetAsideARecordThatIsNotWhole(Consumer<MailboxMessage.Builder> defect) {
    MailboxMessage.Builder message = Records.message(ALICE, "1").toBuilder();
    defect.accept(message);

    assertThat(excluded(message.build()).reason()).isEqualTo(DeadLetterReason.MALFORMED_RECORD);
  }

  @Test
  void shouldSetAsideAMessageForNoAddress() {
    MailboxMessage message = Records.message(ALICE, "1").toBuilder().setMailbox("alice").build();

    assertThat(excluded(message).reason()).isEqualTo(DeadLetterReason.MAILBOX_NOT_FOUND);
  }

  private SetAside excluded(MailboxMessage message) {
    return ((Admission.Excluded) admission(message)).why();
  }

  private Admission admission(MailboxMessage message) {
    return Admission.of(new InFlightContents.Readable(message), payloads);
  }

  private static Payload claimCheck(String key, byte[] sha256) {
    return Payload.newBuilder()
        .setClaimCheck(ClaimCheck.newBuilder().setKey(key).setSha256(ByteString.copyFrom(sha256)))
        .build();
  }
}
