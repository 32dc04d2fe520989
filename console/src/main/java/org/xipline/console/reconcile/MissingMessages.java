package org.xipline.console.reconcile;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.replay.MessageSelection;
import org.xipline.console.topic.TopicReading.Read;
import org.xipline.schemas.record.MailboxMessage;

/** The messages that a mailbox lacks. */
final class MissingMessages implements MessageSelection {
  private final ArchiveKey archive;
  private final Set<Place> lacking = new HashSet<>();

  private record Place(String mailbox, String entry) {}

  MissingMessages(ArchiveKey archive, List<Finding> findings) {
    this.archive = archive;
    for (Finding finding : findings) {
      if (finding.remedy().orElse(null) instanceof Remedy.Resend(String entry)) {
        lacking.add(new Place(finding.mailbox(), entry));
      }
    }
  }

  boolean isEmpty() {
    return lacking.isEmpty();
  }

  @Override
  public Set<ArchiveKey> archives() {
    return Set.of(archive);
  }

  @Override
  public boolean includesWithoutRecord(ArchiveKey of, String entry, String mailbox) {
    return of.equals(archive) && lacking.contains(new Place(mailbox, entry));
  }

  @Override
  public boolean includes(Read<MailboxMessage> read) {
    MailboxMessage message = read.value();
    return message.getArchiveId().equals(archive.archiveId().hex())
        && message.getConnector().equals(archive.connector().value())
        && lacking.contains(new Place(message.getMailbox(), message.getEntryPath()));
  }
}
