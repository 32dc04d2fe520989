package org.xipline.console.simulation.promise;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.ledger.FoldedLedger;
import org.xipline.console.simulation.world.Archive;
import org.xipline.console.simulation.world.Installation;
import org.xipline.schemas.topic.Topic;

/**
 * Every account adds up and has as many pairs as the archive; it is the same when all facts are
 * told again.
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
}
