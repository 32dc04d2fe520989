package org.xipline.console.job;

import java.util.Optional;
import java.util.OptionalLong;
import org.xipline.archive.ArchiveFile;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.ledger.ArrivalAnswer.Rejected;

/** What became of one archive. */
public sealed interface ArchiveResult {

  ArchiveFile archive();

  /** All of its pairs have got their outcomes, now or in the runs that this one went on from. */
  record Imported(ArchiveFile archive, ArchiveAccount account) implements ArchiveResult {}

  /**
   * Nothing was left to deliver before this run.
   *
   * @param restaged payloads that were staged again; empty where nobody asked for it
   */
  record AlreadyImported(ArchiveFile archive, ArchiveAccount account, OptionalLong restaged)
      implements ArchiveResult {}

  /**
   * It went into other mailboxes, or is on its way there: nothing was delivered.
   *
   * @param mailboxes canonical location of the server; empty where an earlier version delivered
   *     some of its pairs and did not record where
   */
  record ImportedElsewhere(ArchiveFile archive, ArchiveAccount account, Optional<String> mailboxes)
      implements ArchiveResult {}

  /**
   * The time to wait was over before all of its pairs had their outcomes.
   *
   * @param account empty as long as it is not accepted
   */
  record InProgress(ArchiveFile archive, Optional<ArchiveAccount> account)
      implements ArchiveResult {}

  /** Refused whole. */
  record Refused(ArchiveFile archive, Rejected answer) implements ArchiveResult {}
}
