package org.xipline.console.ledger;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a ledger runs.
 *
 * @param stateDirectory of its stores; they are rebuilt from the broker where it is lost
 * @param startTimeout within which its stores must be open
 */
public record LedgerSettings(Path stateDirectory, Duration startTimeout) {

  public LedgerSettings {
    if (!startTimeout.isPositive()) {
      throw new IllegalArgumentException("startTimeout must be positive, not " + startTimeout);
    }
  }

  /** With time enough to rebuild the stores of a large ledger. */
  public static LedgerSettings in(Path stateDirectory) {
    return new LedgerSettings(stateDirectory, Duration.ofMinutes(10));
  }
}
