package org.xipline.console.replay;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.xipline.console.deadletter.SelectedPair;
import org.xipline.console.ledger.Acceptance;
import org.xipline.console.ledger.LedgerQueries;
import org.xipline.console.replay.ReplayParameters.Former;
import org.xipline.ingest.rules.RulesSnapshot;
import org.xipline.runtime.payload.PayloadStore;

/**
 * Under which users and rules archives are replayed: those that they ran under, changed as the
 * operator says, and kept in the payload store.
 */
public final class ReplaySnapshots {
  private final LedgerQueries ledger;
  private final PayloadStore payloads;
  private final UnaryOperator<RulesSnapshot> change;
  private final ReplayServers servers;

  /**
   * @param change what is current now, from what was
   * @param servers where copies go now
   */
  public ReplaySnapshots(
      LedgerQueries ledger,
      PayloadStore payloads,
      UnaryOperator<RulesSnapshot> change,
      ReplayServers servers) {
    this.ledger = ledger;
    this.payloads = payloads;
    this.change = change;
    this.servers = servers;
  }

  /** The snapshots that these pairs' archives ran under, and those that take their place. */
  Map<Former, String> snapshots(Iterable<SelectedPair> pairs) throws IOException {
    var snapshots = new HashMap<Former, String>();
    String last = "";
    for (SelectedPair pair : pairs) {
      String archive = pair.connector() + pair.archiveId();
      if (!archive.equals(last)) {
        last = archive;
        var former = new Former(pair.connector(), snapshotOf(pair));
        if (!snapshots.containsKey(former)) {
          snapshots.put(former, current(former));
        }
      }
    }
    return snapshots;
  }

  private String snapshotOf(SelectedPair pair) {
    return ledger
        .find(pair.archive())
        .flatMap(account -> account.acceptance())
        .map(Acceptance::snapshotId)
        .orElseThrow(
            () -> new IllegalStateException(pair.archive() + " has pairs but was not accepted"));
  }

  private String current(Former former) throws IOException {
    RulesSnapshot before = RulesSnapshot.readFrom(payloads, former.value());
    String server = servers.of(former.connector(), before.snapshot().getMailboxServer());
    return change.apply(before).deliveredTo(server).storeIn(payloads);
  }

  /** Where messages go now. */
  String serverOf(String connector, String before) {
    return servers.of(connector, before);
  }
}
