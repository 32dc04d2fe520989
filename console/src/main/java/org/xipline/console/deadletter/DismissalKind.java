package org.xipline.console.deadletter;

import java.time.Duration;
import org.xipline.console.action.ActionKind;
import org.xipline.console.action.ActionState;
import org.xipline.console.action.Effects;
import org.xipline.console.ledger.CaughtUpLedger;

/** Dismissals: nobody is asked any more to act on these dead letters. */
public final class DismissalKind implements ActionKind {
  static final String CODE = "dismissal";
  private static final Duration SILENCE = Duration.ofMinutes(2);

  private final CaughtUpLedger ledger;

  public DismissalKind(CaughtUpLedger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String code() {
    return CODE;
  }

  @Override
  public Duration silence() {
    return SILENCE;
  }

  @Override
  public Effects effectsOf(ActionState action) throws InterruptedException {
    return new DismissalEffects(action, ledger.get());
  }
}
