package org.xipline.console.replay;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.xipline.console.ledger.Acceptance;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.replay.ReplayParameters.Former;
import org.xipline.convert.routing.RoutingTable;
import org.xipline.ingest.rules.RulesSnapshot;
import org.xipline.runtime.payload.PayloadStore;

/** Under which users and rules each archive of a replay runs, as it was decided when it began. */
final class ReplayRules {
  private final Function<ArchiveKey, Optional<Acceptance>> acceptances;
  private final PayloadStore payloads;
  private final ReplayParameters parameters;
  private final Map<String, Rules> known = new HashMap<>();

  ReplayRules(
      Function<ArchiveKey, Optional<Acceptance>> acceptances,
      PayloadStore payloads,
      ReplayParameters parameters) {
    this.acceptances = acceptances;
    this.payloads = payloads;
    this.parameters = parameters;
  }

  /** What records name, and what is decided by it. */
  record Rules(String snapshotId, String mailboxServer, RoutingTable routing) {}

  Rules of(ArchiveKey archive) throws IOException {
    String former = acceptanceOf(archive).snapshotId();
    String current =
        parameters
            .snapshots()
            .getOrDefault(new Former(archive.connector().value(), former), former);
    Rules rules = known.get(current);
    if (rules == null) {
      rules = read(current);
      known.put(current, rules);
    }
    return rules;
  }

  private Rules read(String snapshotId) throws IOException {
    RulesSnapshot rules = RulesSnapshot.readFrom(payloads, snapshotId);
    return new Rules(
        snapshotId, rules.snapshot().getMailboxServer(), RoutingTable.of(rules.snapshot()));
  }

  /** Where a message goes that is sent as it is. */
  String serverOf(String connector, String before) {
    return parameters.servers().getOrDefault(new Former(connector, before), before);
  }

  Acceptance acceptanceOf(ArchiveKey archive) {
    return acceptances
        .apply(archive)
        .orElseThrow(
            () -> new IllegalStateException(archive + " has dead letters but was not accepted"));
  }
}
