package org.xipline.console.ledger;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up why pairs are pending. Mailbox servers word the same cause in many ways: beyond so many,
 * those with the same reason count together, under the words that came first.
 */
final class PendingCauses {
  private static final int MAX_CAUSES = 20;

  private record Cause(String reason, String detail) {}

  private final Map<Cause, PendingCause> causes = new LinkedHashMap<>();

  /** Takes a pair that is pending. */
  void add(PairState pair) {
    PendingCause one = PendingCause.of(pair);
    causes.merge(causeOf(one), one, PendingCause::plus);
  }

  /** The most frequent first. */
  List<PendingCause> all() {
    return causes.values().stream()
        .sorted(Comparator.comparingLong(PendingCause::pairs).reversed())
        .toList();
  }

  private Cause causeOf(PendingCause one) {
    var own = new Cause(one.reason(), one.detail());
    if (causes.containsKey(own) || causes.size() < MAX_CAUSES) {
      return own;
    }
    return causes.keySet().stream()
        .filter(it -> it.reason().equals(one.reason()))
        .findFirst()
        .orElse(own);
  }
}
