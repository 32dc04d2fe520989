package org.xipline.console.report;

import org.jspecify.annotations.Nullable;
import org.xipline.console.ledger.HeldPair;
import org.xipline.console.ledger.PairState;

/** One pair that was set aside; component names are the JSON's. */
record DeadLetterLine(
    String archiveId,
    String entry,
    @Nullable String itemId,
    @Nullable String address,
    @Nullable String mailbox,
    String reason,
    String detail,
    long size) {

  static DeadLetterLine of(HeldPair pair) {
    PairState state = pair.state();
    return new DeadLetterLine(
        pair.archive().archiveId().hex(),
        pair.entry(),
        orNull(state.itemId()),
        orNull(pair.address()),
        orNull(state.mailbox()),
        state.reason(),
        state.detail(),
        state.sizeBytes());
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
