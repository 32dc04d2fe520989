package org.xipline.console.replay;

import java.util.Set;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.topic.TopicReading.Read;
import org.xipline.schemas.record.MailboxMessage;

/** Which messages are to be delivered once more. */
public interface MessageSelection {

  /** The archives that they were made from. */
  Set<ArchiveKey> archives();

  /** Whether a record of {@code xip.messages} is meant. */
  boolean includes(Read<MailboxMessage> read);

  /** Whether the message of an item for a mailbox is meant, though no record of it is left. */
  boolean includesWithoutRecord(ArchiveKey archive, String entry, String mailbox);
}
