package org.xipline.console.simulation.promise;

import java.util.List;
import org.xipline.console.ledger.FoldedLedger;
import org.xipline.console.simulation.world.Installation;

/** No service ends but when it is told to. */
final class NobodyEndsByItself implements Promise {

  @Override
  public List<String> broken(Installation installation, FoldedLedger ledger) {
    return installation.world().endings();
  }
}
