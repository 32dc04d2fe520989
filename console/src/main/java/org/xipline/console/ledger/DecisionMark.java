package org.xipline.console.ledger;

/**
 * Which of the decisions about an archive a pair was last subject to.
 *
 * @param number of two decisions, the larger is the later
 * @param action id of the action that it was part of; empty where none was recorded
 */
public record DecisionMark(long number, String action) {
  static final DecisionMark NONE = new DecisionMark(0, "");

  /** By which the decision is found among those of its archive. */
  String key() {
    return action.isEmpty() ? Long.toString(number) : action;
  }

  DecisionMark orLater(DecisionMark other) {
    int order = Long.compare(number, other.number);
    return (order == 0 ? action.compareTo(other.action) : order) < 0 ? other : this;
  }
}
