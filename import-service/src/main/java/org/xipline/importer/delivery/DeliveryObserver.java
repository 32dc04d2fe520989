package org.xipline.importer.delivery;

import java.time.Instant;
import java.util.Optional;
import org.xipline.schemas.reason.DeadLetterReason;

/**
 * Hears what becomes of every record, so that it can be counted. Each record that is consumed is
 * let go exactly once. Called on many threads.
 */
public interface DeliveryObserver {

  /**
   * A record is in hand.
   *
   * @param since when its message began to wait
   */
  void consumed(Instant since);

  /**
   * A record is in hand no more.
   *
   * @param since when its message began to wait
   */
  void letGo(Fate fate, Instant since);

  void deadLettered(DeadLetterReason reason);

  /** No mailbox of the server can be reached, in its words, or those of the network. */
  void serverLost(String words);

  /** Mailboxes can be reached again. */
  void serverReached();

  /**
   * A mailbox takes nothing for now.
   *
   * @param until when the server wants it tried again; empty if it names no time
   */
  void mailboxRefused(String mailbox, Optional<Instant> until, String words);

  /** A mailbox has taken what it was given, or has it. */
  void mailboxWorked(String mailbox);

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
