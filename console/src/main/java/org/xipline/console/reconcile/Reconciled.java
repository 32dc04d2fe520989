package org.xipline.console.reconcile;

import java.util.List;
import org.xipline.console.ledger.ArchiveKey;

/**
 * What a reconciliation came to.
 *
 * @param mailboxes that were looked into
 * @param pairs that the ledger calls delivered
 * @param messages that were read back
 */
public record Reconciled(
    ArchiveKey archive, long mailboxes, long pairs, long messages, List<Difference> differences) {

  public Reconciled {
    differences = List.copyOf(differences);
  }

  /**
   * A difference.
   *
   * @param repaired whether it was there no more when the mailboxes were looked at again
   */
  public record Difference(Finding finding, boolean repaired) {}

  /** How many differences are there no more. */
  public long repaired() {
    return differences.stream().filter(Difference::repaired).count();
  }

  /** Whether mailboxes and ledger agree now. */
  public boolean isConsistent() {
    return repaired() == differences.size();
  }

  static Reconciled of(ArchiveKey archive, ReconciliationPass seen) {
    return new Reconciled(
        archive,
        seen.mailboxes(),
        seen.pairs(),
        seen.messages(),
        seen.findings().stream().map(it -> new Difference(it, false)).toList());
  }
}
