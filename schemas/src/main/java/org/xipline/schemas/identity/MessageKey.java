package org.xipline.schemas.identity;

/**
 * What makes two messages the same: both parts equal. A corrected item with an old {@code Id} has
 * another digest, so it is another message.
 *
 * @param messageId content of the {@code Message-ID} field, angle brackets included
 * @param itemDigest SHA-256 over the item's document and the digests of its attachments
 */
public record MessageKey(String messageId, Sha256 itemDigest) {}
