package org.xipline.importer.delivery;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import org.xipline.importer.mailbox.Messages;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.ItemSize;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.record.Payload;

/** Records of {@code xip.messages} for tests, as the conversion writes them. */
public final class Records {
  public static final String ARCHIVE = "a".repeat(64);
  public static final long LIMIT = 10 << 20;

  private Records() {}

  /** A message that fits into its record. */
  public static MailboxMessage message(EmailAddress mailbox, String id) {
    byte[] content = Messages.content(id);
    return bare(mailbox, id)
        .setPayload(Payload.newBuilder().setInline(ByteString.copyFrom(content)))
        .setMessageSizeBytes(content.length)
        .setMessageSha256(Sha256.digest(content).toByteString())
        .setSize(ItemSize.newBuilder().setItemBytes(5).setLimitBytes(LIMIT))
        .build();
  }

  /** An item over the limit: not rendered, with the entry it comes from. */
  public static MailboxMessage oversized(EmailAddress mailbox, String id, ItemSize size) {
    return bare(mailbox, id).setSize(size).setEntry(entry(id)).build();
  }

  public static Entry entry(String id) {
    return Entry.newBuilder().setArchiveId(ARCHIVE).setPath("d/" + id + ".json").build();
  }

  private static MailboxMessage.Builder bare(EmailAddress mailbox, String id) {
    return MailboxMessage.newBuilder()
        .setConnector("trades")
        .setArchiveId(ARCHIVE)
        .setEntryPath("d/" + id + ".json")
        .setItemId(id)
        .setItemSha256(Messages.itemDigest(id).toByteString())
        .setMessageId(Messages.key(id).messageId())
        .setMailbox(mailbox.value())
        .addAddresses(mailbox.value())
        .addAddresses("alias." + mailbox.value())
        .setSentAt(Timestamp.newBuilder().setSeconds(Messages.SENT.toEpochSecond()))
        .setSentOffsetSeconds(Messages.SENT.getOffset().getTotalSeconds())
        .setSnapshotId("s".repeat(64));
  }
}
