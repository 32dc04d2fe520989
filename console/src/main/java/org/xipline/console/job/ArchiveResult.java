package org.xipline.console.job;

import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.ledger.ArrivalAnswer.Rejected;

/** What became of one archive. */
public sealed interface ArchiveResult {

  ArchiveFile archive();

  /** All of its pairs have got their outcomes, now or in the runs that this one went on from. */
  record Imported(ArchiveFile archive, ArchiveAccount account) implements ArchiveResult {}

  /** Nothing was left to do before this run. */
  record AlreadyImported(ArchiveFile archive, ArchiveAccount account) implements ArchiveResult {}

  /** Refused whole. */
  record Refused(ArchiveFile archive, Rejected answer) implements ArchiveResult {}
}
