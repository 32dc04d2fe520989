package org.xipline.console.replay;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.topic.TopicReading.Read;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.record.MailboxMessage;

/**
 * Which messages are meant; what is empty tells nothing apart, the archives excepted.
 *
 * @param archives those that they were made from
 * @param mailbox whose they are
 * @param since those that were made then, or later
 * @param until those that were made before
 */
public record MessageFilter(
    Set<ArchiveKey> archives,
    Optional<EmailAddress> mailbox,
    Optional<Instant> since,
    Optional<Instant> until)
    implements MessageSelection {

  public MessageFilter {
    archives = Set.copyOf(archives);
  }

  @Override
  public boolean includes(Read<MailboxMessage> read) {
    return mailbox.map(it -> it.value().equals(read.value().getMailbox())).orElse(true)
        && since.map(it -> !read.at().isBefore(it)).orElse(true)
        && until.map(it -> read.at().isBefore(it)).orElse(true)
        && MessageName.of(read.value()).map(it -> archives.contains(it.archive())).orElse(false);
  }

  /** Nobody knows when it was made. */
  @Override
  public boolean includesWithoutRecord(ArchiveKey archive, String entry, String meant) {
    return since.isEmpty()
        && until.isEmpty()
        && archives.contains(archive)
        && mailbox.map(it -> it.value().equals(meant)).orElse(true);
  }
}
