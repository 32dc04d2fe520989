package org.xipline.console.replay;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.xipline.console.ledger.Acceptance;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.Ledger;
import org.xipline.convert.routing.RoutingTable;
import org.xipline.ingest.rules.RulesSnapshot;
import org.xipline.runtime.payload.PayloadStore;

/**
 * Under which users and rules each archive is replayed: those that it ran under, changed as the
 * operator says, and kept in the payload store.
 */
public final class ReplayRules {
  private final Ledger ledger;
  private final PayloadStore payloads;
  private final UnaryOperator<RulesSnapshot> change;
  private final ReplayServers servers;
  private final Map<Former, Rules> known = new HashMap<>();

  /**
   * @param change what is current now, from what was
   * @param servers where copies go now
   */
  public ReplayRules(
      Ledger ledger,
      PayloadStore payloads,
      UnaryOperator<RulesSnapshot> change,
      ReplayServers servers) {
    this.ledger = ledger;
    this.payloads = payloads;
    this.change = change;
    this.servers = servers;
  }

  private record Former(String connector, String snapshotId) {}

  /** What records name, and what is decided by it. */
  record Rules(String snapshotId, String mailboxServer, RoutingTable routing) {}

  Rules of(ArchiveKey archive) throws IOException {
    var former = new Former(archive.connector().value(), acceptanceOf(archive).snapshotId());
    Rules rules = known.get(former);
    if (rules == null) {
      rules = current(former);
      known.put(former, rules);
    }
    return rules;
  }

  private Rules current(Former former) throws IOException {
    RulesSnapshot before = RulesSnapshot.readFrom(payloads, former.snapshotId());
    String server = servers.of(former.connector(), before.snapshot().getMailboxServer());
    RulesSnapshot current = change.apply(before).deliveredTo(server);
    return new Rules(current.storeIn(payloads), server, RoutingTable.of(current.snapshot()));
  }

  Acceptance acceptanceOf(ArchiveKey archive) {
    return ledger
        .queries()
        .find(archive)
        .flatMap(account -> account.acceptance())
        .orElseThrow(
            () -> new IllegalStateException(archive + " has dead letters, yet was not accepted"));
  }
}
