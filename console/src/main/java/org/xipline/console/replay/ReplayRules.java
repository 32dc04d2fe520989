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
  private final Map<String, Rules> byFormerSnapshot = new HashMap<>();

  /**
   * @param change what is current now, from what was
   */
  public ReplayRules(Ledger ledger, PayloadStore payloads, UnaryOperator<RulesSnapshot> change) {
    this.ledger = ledger;
    this.payloads = payloads;
    this.change = change;
  }

  /** What records name, and what is decided by it. */
  record Rules(String snapshotId, RoutingTable routing) {}

  Rules of(ArchiveKey archive) throws IOException {
    String former = acceptanceOf(archive).snapshotId();
    Rules known = byFormerSnapshot.get(former);
    if (known != null) {
      return known;
    }
    RulesSnapshot current = change.apply(RulesSnapshot.readFrom(payloads, former));
    Rules rules = new Rules(current.storeIn(payloads), RoutingTable.of(current.snapshot()));
    byFormerSnapshot.put(former, rules);
    return rules;
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
