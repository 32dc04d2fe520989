package org.xipline.console.ledger;

import java.time.Instant;

/**
 * What is known of one pair: the report that counts among all that came.
 *
 * <p>Which one counts does not depend on the order in which they come, nor on how often: {@code
 * delivered} sticks; else the latest attempt counts, and within an attempt the {@linkplain Standing
 * later standing}.
 *
 * @param replaySequence the attempt: 0 at the first run
 * @param itemId empty where the item could not be read
 * @param mailbox empty where it has none
 * @param reason code of a dead-letter reason; empty unless held
 * @param detail what was found; empty unless held
 * @param sizeBytes of the item or message; where the reason is a size, what was measured
 * @param at when the stage reported it
 * @param receipt what backs it
 * @param dismissed whether an operator has set the dead letter aside for good
 * @param decision number of the last decision that an operator took on it; of two, the larger is
 *     the later
 */
public record PairState(
    long replaySequence,
    Standing standing,
    String itemId,
    String mailbox,
    String reason,
    String detail,
    long sizeBytes,
    Instant at,
    Receipt receipt,
    boolean dismissed,
    long decision) {
  static final long NO_DECISION = 0;

  /** A pair as a stage reports it: no operator has decided anything about it yet. */
  static PairState reported(
      long replaySequence,
      Standing standing,
      String itemId,
      String mailbox,
      String reason,
      String detail,
      long sizeBytes,
      Instant at,
      Receipt receipt) {
    return new PairState(
        replaySequence,
        standing,
        itemId,
        mailbox,
        reason,
        detail,
        sizeBytes,
        at,
        receipt,
        false,
        NO_DECISION);
  }

  /** A pair that waits for the outcome of this attempt. */
  static PairState pending(
      long replaySequence, String itemId, String mailbox, Receipt receipt, Instant at) {
    return reported(replaySequence, Standing.PENDING, itemId, mailbox, "", "", 0, at, receipt);
  }

  /**
   * A pair that an operator wants to be tried again: the attempt's number is the decision's too.
   */
  static PairState replayed(long replaySequence, Instant at) {
    return pending(replaySequence, "", "", Receipt.NONE, at).decided(replaySequence, false);
  }

  /** What is known after one more report. */
  PairState after(PairState report) {
    return report.outweighs(this) ? report.orElseFrom(this) : orElseFrom(report);
  }

  /** The operator's word on a dead letter; it says nothing about a pair that is not held. */
  PairState afterDismissal(long number) {
    return standing.isHeld() ? decided(Math.max(number, decision), true) : this;
  }

  /** An operator's decision that changes nothing of where it stands. */
  PairState afterNote(long number) {
    return decided(Math.max(number, decision), dismissed);
  }

  private PairState decided(long number, boolean dismissal) {
    return new PairState(
        replaySequence,
        standing,
        itemId,
        mailbox,
        reason,
        detail,
        sizeBytes,
        at,
        receipt,
        dismissal,
        number);
  }

  private boolean outweighs(PairState other) {
    if (standing != other.standing
        && (standing == Standing.DELIVERED || other.standing == Standing.DELIVERED)) {
      return standing == Standing.DELIVERED;
    }
    return replaySequence > other.replaySequence
        || (replaySequence == other.replaySequence && standing.compareTo(other.standing) > 0);
  }

  /** Stages know different things: what this report does not say is taken from the other. */
  private PairState orElseFrom(PairState other) {
    return new PairState(
        replaySequence,
        standing,
        itemId.isEmpty() ? other.itemId : itemId,
        mailbox.isEmpty() ? other.mailbox : mailbox,
        reason,
        detail,
        sizeBytes,
        at,
        receipt.orElseFrom(other.receipt),
        dismissed,
        Math.max(decision, other.decision));
  }
}
