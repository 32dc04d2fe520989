package org.xipline.console.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * A pair that waits in the dead letters: unmapped or dead-lettered.
 *
 * @param address empty where the item's participants could not be read
 * @param decision the last that an operator took on it
 */
public record HeldPair(
    ArchiveKey archive,
    String entry,
    String address,
    PairState state,
    Optional<Decision> decision) {

  /** The one pair of an item that nothing was told about. */
  public static HeldPair untold(ArchiveKey archive, String entry, Instant at) {
    return new HeldPair(
        archive,
        entry,
        ReportedPairs.NO_ADDRESS,
        PairState.pending(0, "", "", Receipt.NONE, at),
        Optional.empty());
  }
}
