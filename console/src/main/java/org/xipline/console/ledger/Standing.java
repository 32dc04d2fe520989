package org.xipline.console.ledger;

/**
 * Where a pair stands. Of two reports about one attempt the later constant counts, in whatever
 * order they come.
 */
public enum Standing {
  PENDING("pending"),
  EXTERNAL("external"),
  UNMAPPED("unmapped"),
  DEAD_LETTERED("dead-lettered"),
  ALREADY_PRESENT("already-present"),
  DELIVERED("delivered");

  private final String label;

  Standing(String label) {
    this.label = label;
  }

  /** As reports and the log spell it. */
  public String label() {
    return label;
  }

  /** Whether the pair waits in the dead letters for someone to act. */
  public boolean isHeld() {
    return this == UNMAPPED || this == DEAD_LETTERED;
  }
}
