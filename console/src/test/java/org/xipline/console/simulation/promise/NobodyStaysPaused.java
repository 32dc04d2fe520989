package org.xipline.console.simulation.promise;

import java.util.List;
import org.xipline.console.ledger.FoldedLedger;
import org.xipline.console.simulation.world.Installation;

/** In the end everybody reads, and has committed all that there is to read. */
final class NobodyStaysPaused implements Promise {

  @Override
  public List<String> broken(Installation installation, FoldedLedger ledger) {
    return new Unread(installation).describe();
  }
}
