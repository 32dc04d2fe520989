package org.xipline.console.replay;

import java.util.Optional;
import org.xipline.console.deadletter.SelectedPair;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.record.MailboxMessage;

/** What the records of one message for one mailbox have in common. */
record MessageName(ArchiveKey archive, String entry, String mailbox) {

  /** Of a record; empty where it does not tell. */
  static Optional<MessageName> of(MailboxMessage message) {
    return of(
        message.getConnector(),
        message.getArchiveId(),
        message.getEntryPath(),
        message.getMailbox());
  }

  /** The message that a selected pair was sent as. */
  static MessageName of(SelectedPair pair) {
    return new MessageName(pair.archive(), pair.entry(), pair.mailbox());
  }

  private static Optional<MessageName> of(
      String connector, String archive, String entry, String mailbox) {
    try {
      var key = new ArchiveKey(new ConnectorName(connector), new ArchiveId(archive));
      return Optional.of(new MessageName(key, entry, mailbox));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
