package org.xipline.console.ledger;

/** Gives access to a ledger that has read all that there was when it was asked for. */
@FunctionalInterface
public interface CaughtUpLedger {
  LedgerQueries get() throws InterruptedException;
}
