package org.xipline.importer.delivery;

import org.xipline.schemas.reason.DeadLetterReason;

/**
 * Hears what becomes of every record, so that it can be counted. Each record that is consumed is
 * let go exactly once. Called on many threads.
 */
public interface DeliveryObserver {

  void consumed();

  void letGo(Fate fate);

  void deadLettered(DeadLetterReason reason);

  /** Whether the mailbox server can be reached, each time that changes. */
  void serverReachable(boolean reachable);

  /** How many retries wait for their time. */
  void retriesWaiting(int count);

  /** How a record left our hands. */
  enum Fate {
    DELIVERED,
    ALREADY_PRESENT,
    DEAD_LETTERED,
    RETRIED,
    /** Its partition went to another instance first, which will consume it again. */
    GIVEN_UP
  }
}
