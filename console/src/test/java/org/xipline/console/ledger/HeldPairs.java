package org.xipline.console.ledger;

import java.time.Instant;
import java.util.Optional;

/** Pairs as the ledger would show them in the dead letters. */
public final class HeldPairs {

  private HeldPairs() {}

  public static HeldPair of(
      ArchiveKey archive, String entry, String address, String mailbox, String reason, Instant at) {
    return new HeldPair(
        archive,
        entry,
        address,
        PairState.reported(
            0, PairStatus.DEAD_LETTERED, "id", mailbox, reason, "detail", 7, at, Receipt.NONE),
        Optional.empty());
  }
}
