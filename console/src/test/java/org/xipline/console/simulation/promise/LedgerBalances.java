package org.xipline.console.simulation.promise;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.ledger.FoldedLedger;
import org.xipline.console.simulation.world.Archive;
import org.xipline.console.simulation.world.Installation;
import org.xipline.runtime.simulation.Choices;
import org.xipline.schemas.topic.Topic;

/**
 * Every account adds up and has as many pairs as the archive; it is the same when all facts are
 * told again, or those about different things in another order.
 */
final class LedgerBalances implements Promise {

  @Override
  public List<String> broken(Installation installation, FoldedLedger ledger) {
    var broken = new ArrayList<String>();
    for (Archive archive : installation.world().archives()) {
      Optional<ArchiveAccount> account = ledger.findAccount(archive.key());
      if (account.isEmpty()) {
        broken.add(archive + " has no account");
      } else if (!account.get().isBalanced()
          || account.get().pairs().expected() != archive.pairs()) {
        broken.add("%s does not balance: %s".formatted(archive, account.get()));
      }
    }
    if (!foldedInAnotherOrder(installation).dump().equals(ledger.dump())) {
      broken.add("the account changes when facts about different things are told in another order");
    }
    if (!foldedTwice(installation).dump().equals(ledger.dump())) {
      broken.add("the account changes when all facts are told again");
    }
    return broken;
  }

  private static FoldedLedger foldedTwice(Installation installation) {
    var twice = new FoldedLedger();
    for (int i = 0; i < 2; i++) {
      installation
          .world()
          .kafka()
          .everCommitted(Topic.OUTCOMES.name())
          .forEach(record -> twice.tell(record.value()));
    }
    return twice;
  }

  /** Facts about one item stay in their order; some are told again at once. */
  private static FoldedLedger foldedInAnotherOrder(Installation installation) {
    Choices choices = installation.world().simulation().choices("order of facts");
    Map<String, Deque<byte[]>> waiting = new TreeMap<>();
    installation
        .world()
        .kafka()
        .everCommitted(Topic.OUTCOMES.name())
        .forEach(record ->
            waiting
                .computeIfAbsent(OutcomeSubject.of(record.value()), _ -> new ArrayDeque<>())
                .add(record.value()));
    var other = new FoldedLedger();
    while (!waiting.isEmpty()) {
      String subject = choices.oneOf(List.copyOf(waiting.keySet()));
      byte[] fact = Objects.requireNonNull(waiting.get(subject)).removeFirst();
      other.tell(fact);
      if (choices.chance(0.2)) {
        other.tell(fact);
      }
      waiting.values().removeIf(Deque::isEmpty);
    }
    return other;
  }
}
