package org.xipline.console.watch;

import org.xipline.console.ledger.ArchiveAccount;

/** How an archive stands; each archive in one of these. */
enum ArchiveState {
  /** Accepted; not every pair has its final outcome yet. */
  OPEN,
  BALANCED,
  /** Every pair has its final outcome, and the account does not close. */
  UNBALANCED,
  /** The answer to its last arrival; no earlier one was accepted. */
  REJECTED;

  /** Of an archive that was accepted. */
  static ArchiveState of(ArchiveAccount account) {
    if (account.pairs().addsUp() && !account.isSettled()) {
      return OPEN;
    }
    return account.isBalanced() ? BALANCED : UNBALANCED;
  }
}
