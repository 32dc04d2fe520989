package org.xipline.console.report;

import org.jspecify.annotations.Nullable;
import org.xipline.console.ledger.Decision;

/** What an operator decided; component names are the JSON's. */
record DecisionLine(String decision, String by, String why, @Nullable String at) {

  static DecisionLine of(Decision decision) {
    return new DecisionLine(
        decision.kind().label(), decision.by(), decision.why(), decision.at().toString());
  }
}
