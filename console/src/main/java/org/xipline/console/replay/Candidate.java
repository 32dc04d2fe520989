package org.xipline.console.replay;

import org.xipline.console.deadletter.HeldItem;
import org.xipline.console.deadletter.SelectedPair;
import org.xipline.console.ledger.HeldPair;

/** A selected pair that a replay applies to, and what the ledger knows of it. */
record Candidate(SelectedPair selected, HeldPair pair) {

  HeldItem item() {
    return HeldItem.of(pair);
  }

  String address() {
    return pair.address();
  }

  /** The message that it was sent as. */
  MessageName message() {
    return MessageName.of(selected);
  }
}
