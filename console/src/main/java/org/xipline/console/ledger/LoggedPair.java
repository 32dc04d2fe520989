package org.xipline.console.ledger;

/**
 * All that the ledger knows of a pair.
 *
 * @param address empty where the item's participants could not be read
 */
public record LoggedPair(
    ArchiveKey archive, String entry, String address, PairState state, ItemDescription item) {}
