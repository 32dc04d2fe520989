package org.xipline.console.report;

import java.util.List;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.ledger.LedgerQueries;
import org.xipline.console.ledger.PendingCause;

/**
 * How an accepted archive stands.
 *
 * @param causes why pairs are pending, the most frequent first; empty where none is
 */
public record ArchiveStanding(ArchiveAccount account, List<PendingCause> causes) {

  public ArchiveStanding {
    causes = List.copyOf(causes);
  }

  /** As the ledger has it; pairs are read only where one is pending. */
  public static ArchiveStanding of(ArchiveAccount account, LedgerQueries ledger) {
    return new ArchiveStanding(
        account, account.pairs().pending() == 0 ? List.of() : ledger.pendingCauses(account.key()));
  }
}
