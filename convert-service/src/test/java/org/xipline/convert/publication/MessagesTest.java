package org.xipline.convert.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.convert.publication.Conversions.DIGEST;
import static org.xipline.convert.publication.Conversions.MESSAGE;
import static org.xipline.convert.publication.Conversions.ROUTES;
import static org.xipline.convert.publication.Conversions.converted;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xipline.schemas.record.ItemSize;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.topic.Topic;

class MessagesTest {

  @Test
  void shouldSendOneCopyToEachMailboxForAllItsAddresses() {
    // When
    List<MailboxMessage> messages =
        Messages.of(converted(Optional.of(MESSAGE), ROUTES, 0)).toList();

    // Then
    assertThat(messages).hasSize(2);
    assertThat(messages.getFirst().getMailbox()).isEqualTo("alice@contoso.example");
    assertThat(messages.getFirst().getAddressesList())
        .containsExactly("alice@contoso.example", "ally@contoso.example");
    assertThat(messages.getLast().getMailbox()).isEqualTo("bob@contoso.example");
  }

  @Test
  void shouldSayWhatImportNeedsToKnow() {
    // When
    MailboxMessage message =
        Messages.of(converted(Optional.of(MESSAGE), ROUTES, 0)).findFirst().orElseThrow();

    // Then
    assertThat(message.getPayload()).isEqualTo(MESSAGE.payload());
    assertThat(message.getMessageSizeBytes()).isEqualTo(7);
    assertThat(message.getMessageId()).isEqualTo("<m@xipline>");
    assertThat(message.getItemSha256()).isEqualTo(DIGEST.toByteString());
    assertThat(message.getSentAt().getSeconds()).isEqualTo(1_795_162_500L);
    assertThat(message.getSentOffsetSeconds()).isEqualTo(3_600);
    assertThat(message.getSize())
        .isEqualTo(
            ItemSize.newBuilder()
                .setItemBytes(500)
                .setLargestAttachmentBytes(400)
                .setLargestAttachmentName("a.bin")
                .setLimitBytes(1_000)
                .build());
    assertThat(message.hasEntry()).isFalse();
    assertThat(message.getReplay().getSequence()).isEqualTo(7);
    assertThat(message.getReplay().getAddressesList()).isEmpty();
  }

  @Test
  void shouldCarryTheEntryWhereThereIsNoMessage() {
    // When
    MailboxMessage message =
        Messages.of(converted(Optional.empty(), ROUTES, 0)).findFirst().orElseThrow();

    // Then
    assertThat(message.hasPayload()).isFalse();
    assertThat(message.getEntry().getPath()).isEqualTo("d/T-42.json");
  }

  @Test
  void shouldSendNothingOfWhatIsDeadLettered() {
    assertThat(Messages.of(Conversions.deadLettered(ROUTES, 0))).isEmpty();
  }

  @Test
  void shouldFitARecordHoweverManyAndLongTheAddressesOfAMailboxAre() {
    // Given
    var routes = Conversions.longAliasesOf("alice@contoso.example", 3_000);

    // When
    List<MailboxMessage> messages = Messages.of(converted(Optional.empty(), routes, 0)).toList();

    // Then
    assertThat(messages)
        .allSatisfy(message ->
            // The dead letter that wraps it names the addresses once more.
            assertThat(2 * message.getSerializedSize()).isLessThan(Topic.MAX_RECORD_BYTES));
    assertThat(messages.stream().mapToInt(MailboxMessage::getAddressesCount).sum())
        .isEqualTo(3_000);
  }
}
