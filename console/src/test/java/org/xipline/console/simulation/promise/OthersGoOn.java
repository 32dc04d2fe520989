package org.xipline.console.simulation.promise;

import java.util.ArrayList;
import java.util.List;
import org.xipline.console.ledger.FoldedLedger;
import org.xipline.console.ledger.PairState;
import org.xipline.console.ledger.PairStatus;
import org.xipline.console.simulation.disturbance.TroubledMailbox;
import org.xipline.console.simulation.world.Addressee;
import org.xipline.console.simulation.world.Archive;
import org.xipline.console.simulation.world.Installation;
import org.xipline.console.simulation.world.Item;

/** While one mailbox takes nothing, everybody else has their mail. */
public record OthersGoOn(TroubledMailbox trouble) implements Promise {

  @Override
  public List<String> broken(Installation installation, FoldedLedger ledger) {
    var broken = new ArrayList<String>();
    for (Archive archive : installation.world().archives()) {
      for (Item item : archive.items()) {
        for (Addressee addressee : item.addressees()) {
          if (!isTroubled(archive, addressee) && isWaiting(ledger, archive, item, addressee)) {
            broken.add(
                "%s for %s waits, though only %s is troubled"
                    .formatted(item, addressee, trouble.mailbox()));
          }
        }
      }
    }
    return broken;
  }

  private boolean isTroubled(Archive archive, Addressee addressee) {
    return archive.server().equals(trouble.server())
        && addressee.mailbox().equals(trouble.mailbox());
  }

  private static boolean isWaiting(
      FoldedLedger ledger, Archive archive, Item item, Addressee addressee) {
    return ledger
        .findPair(archive.key(), item.path(), addressee.address())
        .map(PairState::standing)
        .filter(standing -> standing != PairStatus.PENDING)
        .isEmpty();
  }
}
