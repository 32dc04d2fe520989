package org.xipline.console.ledger;

import org.xipline.schemas.record.PairResult;

/**
 * Where a pair stands. Of two reports about one attempt the later constant counts, in whatever
 * order they come.
 */
public enum PairStatus {
  PENDING("pending"),
  EXTERNAL("external"),
  UNMAPPED("unmapped"),
  DEAD_LETTERED("dead-lettered"),
  ALREADY_PRESENT("already-present"),
  DELIVERED("delivered");

  private final String label;

  PairStatus(String label) {
    this.label = label;
  }

  /** As reports and the log spell it. */
  public String label() {
    return label;
  }

  /** Where a settled pair stands; a result that this version does not know settles nothing. */
  public static PairStatus of(PairResult result) {
    return switch (result) {
      case PAIR_RESULT_DELIVERED -> DELIVERED;
      case PAIR_RESULT_ALREADY_PRESENT -> ALREADY_PRESENT;
      case PAIR_RESULT_DEAD_LETTERED -> DEAD_LETTERED;
      case PAIR_RESULT_UNSPECIFIED, UNRECOGNIZED -> PENDING;
    };
  }

  /** Whether the pair waits in the dead letters for someone to act. */
  public boolean isHeld() {
    return this == UNMAPPED || this == DEAD_LETTERED;
  }
}
