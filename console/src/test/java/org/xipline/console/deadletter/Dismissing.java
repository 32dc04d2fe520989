package org.xipline.console.deadletter;

import org.xipline.console.action.ActionState;
import org.xipline.console.action.Effects;
import org.xipline.console.ledger.PairLookup;

/** What a dismissal does, for tests that perform actions themselves. */
public final class Dismissing {
  private Dismissing() {}

  public static Effects effectsOf(ActionState action, PairLookup ledger) {
    return new DismissalEffects(action, ledger);
  }
}
