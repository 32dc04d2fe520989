package org.xipline.importer.delivery;

import java.util.Optional;
import org.xipline.schemas.reason.DeadLetterReason;
import org.xipline.schemas.record.ItemSize;

/**
 * The 10 MB rule: items and attachments over the limit that their archive runs under are not
 * imported. Decoded sizes count, strictly greater; attachments are looked at first.
 */
final class SizeRule {

  private SizeRule() {}

  /** What the item exceeds; empty if it may be imported. */
  static Optional<Exceeded> check(ItemSize size) {
    long limit = size.getLimitBytes();
    if (size.getLargestAttachmentBytes() > limit) {
      return Optional.of(
          new Exceeded(
              DeadLetterReason.ATTACHMENT_TOO_LARGE,
              size.getLargestAttachmentBytes(),
              limit,
              "attachment %s has %,d bytes; the limit is %,d"
                  .formatted(
                      size.getLargestAttachmentName(), size.getLargestAttachmentBytes(), limit)));
    }
    if (size.getItemBytes() > limit) {
      return Optional.of(
          new Exceeded(
              DeadLetterReason.ITEM_TOO_LARGE,
              size.getItemBytes(),
              limit,
              "document and attachments have %,d bytes; the limit is %,d"
                  .formatted(size.getItemBytes(), limit)));
    }
    return Optional.empty();
  }

  /**
   * An item over the limit.
   *
   * @param measuredBytes what was compared
   */
  record Exceeded(DeadLetterReason reason, long measuredBytes, long limitBytes, String detail) {}
}
