package org.xipline.console.replay;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.xipline.console.deadletter.Attribution;
import org.xipline.console.deadletter.SelectedPair;
import org.xipline.console.deadletter.Selection;
import org.xipline.console.ledger.LedgerQueries;

/** Orders a replay of what was set aside, and of pending pairs whose record is gone. */
public final class DeadLetterReplay {
  private final LedgerQueries ledger;
  private final ReplaySnapshots rules;

  public DeadLetterReplay(LedgerQueries ledger, ReplaySnapshots rules) {
    this.ledger = ledger;
    this.rules = rules;
  }

  /**
   * The order.
   *
   * @param expired pairs that nothing settles any more
   */
  public ReplayOrder of(
      String object, Attribution authorship, Selection held, Collection<SelectedPair> expired)
      throws IOException {
    List<SelectedPair> pairs =
        Stream.concat(
                held.items().values().stream().flatMap(List::stream).map(SelectedPair::of),
                expired.stream())
            .sorted()
            .toList();
    var parameters =
        new ReplayParameters(ReplaySource.DEAD_LETTERS, rules.snapshots(pairs), Map.of());
    return new ReplayOrder(
        object, authorship, pairs, ReplaySequence.last(ledger, pairs), parameters);
  }
}
