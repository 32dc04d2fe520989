package org.xipline.console.ledger;

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
    Optional<Decision> decision) {}
