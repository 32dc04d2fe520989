package org.xipline.console.ledger;

import java.time.Instant;

/** What an operator decided about pairs; its record is for whoever asks later. */
public record Decision(Kind kind, String by, String why, Instant at) {

  public enum Kind {
    REPLAYED("replayed"),
    DISMISSED("dismissed"),
    /** A reconciliation removed second copies. */
    COPIES_REMOVED("second-copies-removed");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** As reports and logs say it. */
    public String label() {
      return label;
    }
  }
}
