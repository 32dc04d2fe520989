package org.xipline.console.ledger;

import java.util.Optional;

/**
 * All that the ledger knows of a pair.
 *
 * @param address empty where the item's participants could not be read
 * @param decision the last that an operator took on it
 */
public record LoggedPair(
    ArchiveKey archive,
    String entry,
    String address,
    PairState state,
    Optional<Decision> decision,
    ItemDescription item) {

  LoggedPair(HeldPair pair, ItemDescription item) {
    this(pair.archive(), pair.entry(), pair.address(), pair.state(), pair.decision(), item);
  }
}
