package org.xipline.console.job;

import java.util.Optional;
import org.xipline.console.ledger.Acceptance;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.importer.MailboxServers;

/** Whether an archive's messages belong to the mailboxes that an import names. Pure. */
sealed interface ImportedDestination {

  /** To these mailboxes; or nobody can tell, as the import or the archive names none. */
  record Here() implements ImportedDestination {}

  /** To other ones. */
  record Elsewhere(String mailboxes) implements ImportedDestination {}

  /** An earlier version took it up and did not record where its messages go; some still wait. */
  record NotRecorded() implements ImportedDestination {}

  /**
   * Decides it.
   *
   * @param mailboxes canonical location of those that the import names; empty if it names none
   */
  static ImportedDestination of(ArchiveAccount account, String mailboxes) {
    Optional<String> went = account.acceptance().map(Acceptance::mailboxServer);
    if (mailboxes.isEmpty() || went.isEmpty()) {
      return new Here();
    }
    if (went.get().isEmpty()) {
      return account.isSettled() ? new Here() : new NotRecorded();
    }
    String there = MailboxServers.canonical(went.get());
    return there.equals(mailboxes) ? new Here() : new Elsewhere(there);
  }
}
