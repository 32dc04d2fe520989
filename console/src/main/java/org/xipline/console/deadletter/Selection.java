package org.xipline.console.deadletter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.HeldPair;
import org.xipline.console.ledger.LedgerQueries;

/**
 * The pairs in the dead letters that an operator means, by item. Memory grows with their number.
 *
 * @param items in the ledger's order; none has an empty list
 */
public record Selection(Map<HeldItem, List<HeldPair>> items) {

  /** Those of these archives that the filter lets through. */
  public static Selection of(
      LedgerQueries ledger, Collection<ArchiveKey> archives, DeadLetterFilter filter) {
    Map<HeldItem, List<HeldPair>> items = new LinkedHashMap<>();
    for (ArchiveKey archive : archives) {
      ledger.forEachHeldPair(
          archive,
          pair -> {
            if (filter.test(pair)) {
              items.computeIfAbsent(HeldItem.of(pair), _ -> new ArrayList<>()).add(pair);
            }
          });
    }
    return new Selection(items);
  }

  /** How many pairs there are. */
  public long pairs() {
    return items.values().stream().mapToLong(List::size).sum();
  }
}
