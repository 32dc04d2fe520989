package org.xipline.console.ledger;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import org.xipline.console.ledger.stored.StoredItem;

/** How the state of an item is written to its store, and read back. */
final class ItemCodec {

  static StoredItem stored(ItemState item) {
    ItemDescription description = item.description();
    var stored =
        StoredItem.newBuilder()
            .setReplaySequence(item.replaySequence())
            .setDeadLettered(item.fate() == ItemState.Fate.DEAD_LETTERED)
            .setParts(item.parts())
            .addAllToldParts(item.toldParts())
            .setParticipantsKnown(item.participantsKnown())
            .setItemBytes(description.itemBytes())
            .setItemSha256(Digests.bytes(description.itemSha256()))
            .setMessageId(description.messageId())
            .setMessageBytes(description.messageBytes())
            .setMessageSha256(Digests.bytes(description.messageSha256()));
    description.sent().ifPresent(sent -> stored.setSentEpochMillis(sent.toEpochMilli()));
    return stored.build();
  }

  static ItemState read(StoredItem item) {
    return new ItemState(
        item.getReplaySequence(),
        item.getDeadLettered() ? ItemState.Fate.DEAD_LETTERED : ItemState.Fate.CONVERTED,
        item.getParts(),
        new HashSet<>(item.getToldPartsList()),
        item.getParticipantsKnown(),
        description(item));
  }

  private static ItemDescription description(StoredItem item) {
    return new ItemDescription(
        item.hasSentEpochMillis()
            ? Optional.of(Instant.ofEpochMilli(item.getSentEpochMillis()))
            : Optional.empty(),
        item.getItemBytes(),
        Digests.hex(item.getItemSha256()),
        item.getMessageId(),
        item.getMessageBytes(),
        Digests.hex(item.getMessageSha256()));
  }

  private ItemCodec() {}
}
