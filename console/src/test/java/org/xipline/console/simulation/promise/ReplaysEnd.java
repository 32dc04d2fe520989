package org.xipline.console.simulation.promise;

import java.util.List;
import java.util.Optional;
import org.xipline.console.ledger.FoldedLedger;
import org.xipline.console.simulation.world.Installation;
import org.xipline.schemas.identity.EmailAddress;

/**
 * A replay's command waits for its own pairs only, and each of them has an outcome.
 *
 * @param but replays that are about this mailbox may wait
 */
public record ReplaysEnd(Optional<EmailAddress> but) implements Promise {

  @Override
  public List<String> broken(Installation installation, FoldedLedger ledger) {
    return installation.world().operator().waitingReplays(but).stream()
        .map(id -> id + " waits")
        .toList();
  }
}
