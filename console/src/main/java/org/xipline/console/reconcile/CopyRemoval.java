package org.xipline.console.reconcile;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xipline.console.deadletter.Authorship;
import org.xipline.console.deadletter.RecordSession;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.importer.mailbox.ContentDigest;
import org.xipline.importer.mailbox.Mailbox;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.importer.mailbox.Opening;
import org.xipline.importer.mailbox.ReadBack;
import org.xipline.importer.mailbox.Removal;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.record.CopiesRemoved;
import org.xipline.schemas.record.Outcome;

/**
 * Removes second copies, one by one, each only after the oldest was read once more and found to be
 * what it was; and tells the ledger who wanted it and why.
 */
final class CopyRemoval {
  private final KafkaClients clients;
  private final MailboxServer server;
  private final ArchiveKey archive;
  private final Authorship authorship;

  CopyRemoval(
      KafkaClients clients, MailboxServer server, ArchiveKey archive, Authorship authorship) {
    this.clients = clients;
    this.server = server;
    this.archive = archive;
    this.authorship = authorship;
  }

  /** Why the copy of a finding is still there; empty if it is gone. */
  Optional<String> remove(String mailbox, Remedy.RemoveCopy copy) throws IOException {
    Optional<Opening> opening = server.openExisting(new EmailAddress(mailbox));
    if (opening.isEmpty() || !(opening.get() instanceof Opening.Opened(Mailbox opened))) {
      return Optional.of("not removed: the mailbox cannot be opened");
    }
    try (opened) {
      if (!isAsItWas(opened, copy)) {
        return Optional.of("not removed: the other copy is not what it was any more");
      }
      if (opened.remove(List.of(copy.extra())) instanceof Removal.NotRemoved(String detail)) {
        return Optional.of("not removed: " + detail);
      }
    }
    tell(mailbox, copy);
    return Optional.empty();
  }

  private static boolean isAsItWas(Mailbox mailbox, Remedy.RemoveCopy copy) {
    var read = new ArrayList<ContentDigest>();
    ReadBack result = mailbox.digest(List.of(copy.kept()), (_, content) -> read.add(content));
    return result instanceof ReadBack.Complete && read.equals(List.of(copy.content()));
  }

  private void tell(String mailbox, Remedy.RemoveCopy copy) throws IOException {
    RecordSession.commit(
        clients,
        Instant.now(),
        session -> {
          session.tell(
              archive,
              Outcome.newBuilder()
                  .setCopiesRemoved(
                      CopiesRemoved.newBuilder()
                          .setEntryPath(copy.entry())
                          .addAllAddresses(copy.addresses())
                          .setMailbox(mailbox)
                          .addPlaces(copy.extra().toString())
                          .setRemovedBy(authorship.by())
                          .setWhy(authorship.why())));
          return true;
        });
  }
}
