package org.xipline.convert.conversion;

import java.time.OffsetDateTime;
import org.xipline.convert.item.MeasuredSize;
import org.xipline.schemas.identity.MessageKey;

/**
 * What is told of an item that could be read.
 *
 * @param key what makes its message the same as another
 * @param limitBytes what its sizes are compared with
 * @param mailboxServer where its copies go; empty for the import service's own server
 * @param ignoredProperties properties that the model does not know
 */
public record ConvertedItem(
    String itemId,
    MessageKey key,
    OffsetDateTime sent,
    MeasuredSize size,
    long limitBytes,
    String mailboxServer,
    int ignoredProperties) {

  /** Whether it, or one of its attachments, is strictly larger than the limit. */
  public boolean isOverLimit() {
    return size.itemBytes() > limitBytes
        || size.largestAttachment().filter(it -> it.bytes() > limitBytes).isPresent();
  }
}
