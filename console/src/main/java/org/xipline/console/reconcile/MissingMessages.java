package org.xipline.console.reconcile;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.topic.TopicReading.Read;
import org.xipline.schemas.record.MailboxMessage;

/** Tells the messages of {@code xip.messages} that a mailbox lacks. */
final class MissingMessages implements Predicate<Read<MailboxMessage>> {
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
  public boolean test(Read<MailboxMessage> read) {
    MailboxMessage message = read.value();
    return message.getArchiveId().equals(archive.archiveId().hex())
        && message.getConnector().equals(archive.connector().value())
        && lacking.contains(new Place(message.getMailbox(), message.getEntryPath()));
  }
}
