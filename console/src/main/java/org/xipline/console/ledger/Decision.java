package org.xipline.console.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What an operator decided about pairs; its record is for whoever asks later. */
public record Decision(Kind kind, String by, String why, Instant at) {

  /**
   * How pairs refer to a decision that is no attempt itself.
   *
   * @param attempt the one that it answers, and is therefore later than, whatever its clock said
   */
  static DecisionMark markOf(Instant at, long attempt, String action) {
    return new DecisionMark(Math.max(micros(at), attempt + 1), action);
  }

  /** How pairs refer to a decision that answers no attempt. */
  static DecisionMark markOf(Instant at) {
    return new DecisionMark(micros(at), "");
  }

  private static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

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
