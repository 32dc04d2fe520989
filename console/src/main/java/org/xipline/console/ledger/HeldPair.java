package org.xipline.console.ledger;

/**
 * A pair that waits in the dead letters: unmapped or dead-lettered.
 *
 * @param address empty where the item's participants could not be read
 */
public record HeldPair(ArchiveKey archive, String entry, String address, PairState state) {}
