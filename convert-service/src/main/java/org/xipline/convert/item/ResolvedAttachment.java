package org.xipline.convert.item;

import org.xipline.schemas.identity.Sha256;

/**
 * An attachment that the archive does hold.
 *
 * @param named what the item says of it
 * @param sizeBytes its length
 * @param sha256 digest of its bytes
 * @param content its bytes
 */
public record ResolvedAttachment(
    Attachment named, long sizeBytes, Sha256 sha256, ContentSource content) {}
