package org.xipline.convert.item;

import java.util.List;
import java.util.Optional;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.reason.DeadLetterReason;

/** What became of a document. */
public sealed interface ParsedItem {

  /** It is an item. */
  record Parsed(Item item) implements ParsedItem {}

  /**
   * It is none; what could be read of it all the same is told, so that it can be counted.
   *
   * @param reason {@code MALFORMED_ITEM} or {@code NO_PARTICIPANTS}
   * @param detail what is wrong, and where; one line, safe to log, bounded
   * @param itemId its {@code Id}, if that could be read
   * @param participants distinct, in order; empty where not all of them could be read
   * @param attachments the files it names, as far as they could be read
   */
  record Malformed(
      DeadLetterReason reason,
      String detail,
      Optional<String> itemId,
      List<EmailAddress> participants,
      List<Attachment> attachments)
      implements ParsedItem {
    public Malformed {
      participants = List.copyOf(participants);
      attachments = List.copyOf(attachments);
    }
  }
}
