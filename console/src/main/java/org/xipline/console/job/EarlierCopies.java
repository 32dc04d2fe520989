package org.xipline.console.job;

import org.xipline.console.ledger.ArchiveAccount;

/** Looks for copies that an earlier version delivered without recording where. */
@FunctionalInterface
public interface EarlierCopies {

  /** Whether the mailboxes that an import names hold copies of this archive. */
  boolean areFound(ArchiveAccount account) throws InterruptedException;
}
