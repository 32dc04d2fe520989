package org.xipline.importer.delivery;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.xipline.importer.mailbox.OutgoingMessage;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.identity.MessageKey;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.reason.DeadLetterReason;
import org.xipline.schemas.record.ClaimCheck;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.record.Payload.LocationCase;

/** Decides, before any mailbox is asked, whether a record is to be delivered. */
sealed interface Admission {

  /** It is a message for this mailbox. */
  record Admitted(EmailAddress mailbox, OutgoingMessage message) implements Admission {}

  /** It is set aside. */
  record Excluded(SetAside why) implements Admission {}

  /** Reads the record; its payload is opened only when the message is stored. */
  static Admission of(InFlightContents contents, PayloadStore payloads) {
    return switch (contents) {
      case InFlightContents.Readable(MailboxMessage message) -> of(message, payloads);
      case InFlightContents.Unreadable(var _, String detail) -> malformed(detail);
    };
  }

  private static Admission of(MailboxMessage message, PayloadStore payloads) {
    Optional<EmailAddress> mailbox = EmailAddress.parse(message.getMailbox());
    if (mailbox.isEmpty()) {
      return excluded(DeadLetterReason.MAILBOX_NOT_FOUND, "not an address");
    }
    Optional<SizeRule.Exceeded> exceeded = SizeRule.check(message.getSize());
    if (exceeded.isPresent()) {
      return new Excluded(SetAside.of(exceeded.get()));
    }
    try {
      return new Admitted(mailbox.get(), outgoing(message, payloads));
    } catch (IllegalArgumentException | DateTimeException e) {
      return malformed(String.valueOf(e.getMessage()));
    }
  }

  private static OutgoingMessage outgoing(MailboxMessage message, PayloadStore payloads) {
    requireAccountable(message);
    requirePayload(message);
    var sent =
        OffsetDateTime.ofInstant(
            InFlightReader.instant(message.getSentAt()),
            ZoneOffset.ofTotalSeconds(message.getSentOffsetSeconds()));
    return new OutgoingMessage(
        new MessageKey(message.getMessageId(), Sha256.ofByteString(message.getItemSha256())),
        sent,
        message.getMessageSizeBytes(),
        new StagedContent(message.getPayload(), payloads));
  }

  /** What the outcome needs. */
  private static void requireAccountable(MailboxMessage message) {
    require(!message.getMessageId().isBlank(), "the record has no Message-ID");
    require(message.getAddressesCount() > 0, "the record names no pair");
    require(message.hasSentAt(), "the record has no time of sending");
    require(message.hasSize(), "the record does not contain its sizes");
    var _ = new ArchiveId(message.getArchiveId());
  }

  private static void requirePayload(MailboxMessage message) {
    LocationCase location = message.getPayload().getLocationCase();
    switch (location) {
      case INLINE -> {}
      case CLAIM_CHECK -> {
        ClaimCheck claimCheck = message.getPayload().getClaimCheck();
        var _ = new PayloadKey(claimCheck.getKey());
        var _ = Sha256.ofByteString(claimCheck.getSha256());
      }
      case LOCATION_NOT_SET ->
          throw new IllegalArgumentException(
              "the item is within the limit, but the record has no message");
    }
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(problem);
    }
  }

  private static Excluded malformed(String detail) {
    return excluded(DeadLetterReason.MALFORMED_RECORD, detail);
  }

  private static Excluded excluded(DeadLetterReason reason, String detail) {
    return new Excluded(SetAside.because(reason, detail));
  }
}
