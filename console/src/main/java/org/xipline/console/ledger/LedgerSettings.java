package org.xipline.console.ledger;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a ledger runs.
 *
 * @param keeping for whom it keeps the accounts
 * @param stateDirectory of its stores; they are rebuilt from the broker where it is lost
 * @param startTimeout within which its stores must be open
 * @param standbyReplicas how many further instances keep a copy of each store
 */
public record LedgerSettings(
    Keeping keeping, Path stateDirectory, Duration startTimeout, int standbyReplicas) {
  private static final Duration LARGE_LEDGER = Duration.ofMinutes(10);

  /** For whom a ledger keeps the accounts. */
  public enum Keeping {
    /**
     * The ledger of the installation: its instances share the accounts, and the brokers back it.
     */
    SHARED,
    /**
     * One reader's own, from the first outcome on: it leaves nothing on the brokers, and its
     * directory is empty when it is closed.
     */
    ONE_READING
  }

  public LedgerSettings {
    if (!startTimeout.isPositive()) {
      throw new IllegalArgumentException("startTimeout must be positive, not " + startTimeout);
    }
    if (standbyReplicas < 0) {
      throw new IllegalArgumentException("standbyReplicas is negative: " + standbyReplicas);
    }
  }

  /**
   * The one instance of an installation, with time enough to rebuild the stores of a large ledger.
   */
  public static LedgerSettings in(Path stateDirectory) {
    return new LedgerSettings(Keeping.SHARED, stateDirectory, LARGE_LEDGER, 0);
  }

  /** For one look at the accounts of a cluster. */
  public static LedgerSettings oneReading(Path stateDirectory) {
    return new LedgerSettings(Keeping.ONE_READING, stateDirectory, LARGE_LEDGER, 0);
  }
}
