package org.xipline.console.replay;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.xipline.console.action.ActionRequest;
import org.xipline.console.deadletter.Attribution;
import org.xipline.console.deadletter.SelectedPair;
import org.xipline.console.ledger.ArchiveKey;

/**
 * What is to be replayed.
 *
 * @param object the selection in words, as the audit trail has it
 * @param pairs in the order of a selection
 * @param last the largest number of all attempts at these pairs, and decisions on them
 */
public record ReplayOrder(
    String object,
    Attribution authorship,
    List<SelectedPair> pairs,
    long last,
    ReplayParameters parameters) {

  public ReplayOrder {
    pairs = List.copyOf(pairs);
  }

  /** A replay that is asked for now. */
  ActionRequest request(Instant now) {
    return new ActionRequest(
        UUID.randomUUID().toString(),
        object,
        authorship.by(),
        authorship.why(),
        pairs.stream().map(SelectedPair::line).toList(),
        ReplaySequence.after(last, now),
        parameters.asMap());
  }

  Set<ArchiveKey> archives() {
    return archivesOf(pairs);
  }

  static Set<ArchiveKey> archivesOf(Collection<SelectedPair> pairs) {
    var archives = new LinkedHashSet<ArchiveKey>();
    pairs.forEach(pair -> archives.add(pair.archive()));
    return archives;
  }
}
