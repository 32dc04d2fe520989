package org.xipline.console.simulation.promise;

import java.util.List;
import java.util.Optional;
import org.xipline.console.ledger.FoldedLedger;
import org.xipline.console.simulation.world.Installation;

/** Something that holds after every schedule, once its disturbances have ended. */
public interface Promise {

  List<Promise> ALL =
      List.of(
          new NothingLost(),
          new NoSecondCopy(),
          new LedgerBalances(),
          new DismissalsHold(),
          new FilesAnswered(),
          new FeedsExpected(),
          new UnreadableSetAside(),
          new ReplaysEnd(Optional.empty()),
          new NobodyStaysPaused(),
          new NobodyEndsByItself(),
          new NoTransactionStaysOpen());

  /**
   * What speaks against it; nothing if it is kept.
   *
   * @param ledger what the facts say in the end
   */
  List<String> broken(Installation installation, FoldedLedger ledger);
}
