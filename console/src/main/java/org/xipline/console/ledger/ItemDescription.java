package org.xipline.console.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * What was told of an item besides its fate: the same at every attempt, as far as it was told.
 *
 * @param sent as the item says
 * @param itemBytes document plus attachments; the document alone where nothing more could be read
 * @param itemSha256 hex; empty where it became no message
 * @param messageId with angle brackets; empty where it became no message
 * @param messageBytes 0 where none was rendered
 * @param messageSha256 hex; empty where none was rendered
 */
public record ItemDescription(
    Optional<Instant> sent,
    long itemBytes,
    String itemSha256,
    String messageId,
    long messageBytes,
    String messageSha256) {
  static final ItemDescription NONE = ofDocument(0);

  /** Of an item of which no more is known. */
  static ItemDescription ofDocument(long documentBytes) {
    return new ItemDescription(Optional.empty(), documentBytes, "", "", 0, "");
  }

  /** What this does not say is taken from the other. */
  ItemDescription orElseFrom(ItemDescription other) {
    ItemDescription whole = itemSha256.isEmpty() ? other : this;
    return new ItemDescription(
        sent.or(other::sent),
        whole.itemBytes == 0 ? Math.max(itemBytes, other.itemBytes) : whole.itemBytes,
        whole.itemSha256,
        messageId.isEmpty() ? other.messageId : messageId,
        messageBytes == 0 ? other.messageBytes : messageBytes,
        messageSha256.isEmpty() ? other.messageSha256 : messageSha256);
  }
}
