package org.xipline.console.deadletter;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.xipline.console.action.ActionRequest;
import org.xipline.console.action.ActionResult;
import org.xipline.console.action.Actions;
import org.xipline.console.ledger.LedgerQueries;
import org.xipline.console.ledger.SetAsideRecord;

/**
 * Sets dead letters aside for good. They still count as dead-lettered or unmapped; nobody is asked
 * to act on them any more.
 */
public final class Dismissal {
  private static final long NO_REPLAY = 0;

  private final Actions actions;
  private final LedgerQueries ledger;
  private final Attribution authorship;

  public Dismissal(Actions actions, LedgerQueries ledger, Attribution authorship) {
    this.actions = actions;
    this.ledger = ledger;
    this.authorship = authorship;
  }

  /**
   * Dismisses these.
   *
   * @param object the selection in words
   */
  public ActionResult of(String object, Selection selection, Collection<SetAsideRecord> records)
      throws IOException, InterruptedException {
    List<String> lines =
        Stream.concat(
                selection.items().values().stream()
                    .flatMap(List::stream)
                    .map(SelectedPair::of)
                    .sorted()
                    .map(SelectedPair::line),
                records.stream().map(it -> new SelectedRecord(it.deadLetterId()).line()).sorted())
            .toList();
    return actions.run(
        new DismissalKind(() -> ledger),
        new ActionRequest(
            UUID.randomUUID().toString(),
            object,
            authorship.by(),
            authorship.why(),
            lines,
            NO_REPLAY,
            Map.of()));
  }
}
