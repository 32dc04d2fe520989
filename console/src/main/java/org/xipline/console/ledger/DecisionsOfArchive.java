package org.xipline.console.ledger;

import java.util.Optional;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The decisions about one archive, looked up once where many pairs in a row share one. */
final class DecisionsOfArchive {
  private final ReadOnlyKeyValueStore<String, Decision> decisions;
  private final ArchiveKey archive;
  private DecisionMark lastMark = DecisionMark.NONE;
  private Optional<Decision> last = Optional.empty();

  DecisionsOfArchive(ReadOnlyKeyValueStore<String, Decision> decisions, ArchiveKey archive) {
    this.decisions = decisions;
    this.archive = archive;
  }

  /** The last decision on a pair. */
  Optional<Decision> on(PairState pair) {
    if (!pair.decision().equals(lastMark)) {
      lastMark = pair.decision();
      last = Optional.ofNullable(decisions.get(LedgerKey.ofDecision(archive, lastMark)));
    }
    return last;
  }
}
