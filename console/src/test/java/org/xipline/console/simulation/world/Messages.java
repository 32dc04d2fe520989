package org.xipline.console.simulation.world;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.ItemConverted;
import org.xipline.schemas.record.ItemSize;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.Pair;
import org.xipline.schemas.record.PairFate;
import org.xipline.schemas.record.Payload;

/** What a conversion tells of items, in the records of the real one. */
final class Messages {
  private static final String SNAPSHOT = "5".repeat(64);
  private static final long LIMIT_BYTES = 10 << 20;

  private Messages() {}

  static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }

  /** The fact that an item became messages for its pairs. */
  static Outcome converted(Archive archive, Item item, Entry entry, Instant now) {
    byte[] content = org.xipline.importer.mailbox.Messages.content(item.id());
    var fact =
        ItemConverted.newBuilder()
            .setEntryPath(item.path())
            .setItemId(item.id())
            .setItemSha256(digestOf(item).toByteString())
            .setMessageId(messageIdOf(item))
            .setItemSizeBytes(5)
            .setMessageSizeBytes(content.length)
            .setMessageSha256(Sha256.digest(content).toByteString())
            .setSnapshotId(SNAPSHOT)
            .setReplaySequence(entry.getReplay().getSequence())
            .setPart(1)
            .setParts(1);
    for (Addressee addressee : addresseesOf(item, entry)) {
      fact.addPairs(
          Pair.newBuilder()
              .setAddress(addressee.address())
              .setMailbox(addressee.mailbox().value())
              .setFate(PairFate.PAIR_FATE_SENT));
    }
    return Outcome.newBuilder()
        .setConnector(archive.connector())
        .setArchiveId(archive.id())
        .setAt(timestamp(now))
        .setItemConverted(fact)
        .build();
  }

  /** One message for each mailbox of an item. */
  static List<MailboxMessage> messages(
      Archive archive, Item item, Entry entry, PayloadStore payloads) {
    return addresseesOf(item, entry).stream()
        .map(Addressee::mailbox)
        .distinct()
        .map(mailbox -> message(archive, item, mailbox, entry, payloads))
        .toList();
  }

  private static MailboxMessage message(
      Archive archive, Item item, EmailAddress mailbox, Entry entry, PayloadStore payloads) {
    byte[] content = org.xipline.importer.mailbox.Messages.content(item.id());
    var message =
        MailboxMessage.newBuilder()
            .setConnector(archive.connector())
            .setArchiveId(archive.id())
            .setEntryPath(item.path())
            .setItemId(item.id())
            .setItemSha256(digestOf(item).toByteString())
            .setMessageId(messageIdOf(item))
            .setMailbox(mailbox.value())
            .setMailboxServer(archive.server())
            .setSentAt(timestamp(Instant.parse("2026-11-19T10:00:00Z")))
            .setPayload(payload(archive, item, content, payloads))
            .setMessageSizeBytes(content.length)
            .setMessageSha256(Sha256.digest(content).toByteString())
            .setSize(ItemSize.newBuilder().setItemBytes(5).setLimitBytes(LIMIT_BYTES))
            .setSnapshotId(SNAPSHOT);
    if (entry.hasReplay()) {
      message.setReplay(entry.getReplay());
    }
    addresseesOf(item, entry).stream()
        .filter(addressee -> addressee.mailbox().equals(mailbox))
        .forEach(addressee -> message.addAddresses(addressee.address()));
    return message.build();
  }

  /** All, but in a replay that is meant for some. */
  private static List<Addressee> addresseesOf(Item item, Entry entry) {
    List<String> meant = entry.getReplay().getAddressesList();
    return item.addressees().stream()
        .filter(addressee -> meant.isEmpty() || meant.contains(addressee.address()))
        .toList();
  }

  private static Payload payload(
      Archive archive, Item item, byte[] content, PayloadStore payloads) {
    if (!item.claimCheck()) {
      return Payload.newBuilder().setInline(ByteString.copyFrom(content)).build();
    }
    PayloadKey key =
        PayloadKey.ofMessage(
            new ArchiveId(archive.id()),
            new EntryPath(item.path()),
            new ConnectorName(archive.connector()),
            digestOf(item),
            1);
    try {
      return Payload.newBuilder()
          .setClaimCheck(payloads.put(key, out -> out.write(content)).claimCheck())
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Sha256 digestOf(Item item) {
    return org.xipline.importer.mailbox.Messages.itemDigest(item.id());
  }

  private static String messageIdOf(Item item) {
    return org.xipline.importer.mailbox.Messages.key(item.id()).messageId();
  }
}
