package org.xipline.console.ledger;

import java.util.Optional;

/** Knows how pairs stand. */
@FunctionalInterface
public interface PairLookup {

  /** A pair; empty if no fact about it has come. */
  Optional<PairState> findPair(ArchiveKey archive, String entry, String address);
}
