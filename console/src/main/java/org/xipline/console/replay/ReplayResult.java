package org.xipline.console.replay;

import java.util.List;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.ledger.PairCounts;

/**
 * What a replay came to.
 *
 * @param replayId names it in every record and fact
 * @param selected pairs that were meant
 * @param notReplayable those of them that have nothing to go on from; they stay as they were
 * @param outcomes where the replayed pairs stand now; an item whose participants could not be read
 *     before may have more of them
 * @param accounts of the archives that they belong to
 */
public record ReplayResult(
    String replayId,
    long selected,
    long notReplayable,
    PairCounts outcomes,
    List<ArchiveAccount> accounts) {

  public ReplayResult {
    accounts = List.copyOf(accounts);
  }
}
