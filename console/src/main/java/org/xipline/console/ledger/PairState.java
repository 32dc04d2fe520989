package org.xipline.console.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of one pair: the report that counts among all that came.
 *
 * <p>Which one counts does not depend on the order in which they come, nor on how often: {@code
 * delivered} sticks; else the latest attempt counts, within an attempt the {@linkplain PairStatus
 * later standing}, and of two equal ones the earlier.
 *
 * @param replaySequence the attempt: 0 at the first run
 * @param itemId empty where the item could not be read
 * @param mailbox empty where it has none
 * @param reason code of a dead-letter reason; empty unless held
 * @param detail what was found; empty unless held
 * @param sizeBytes of the item or message; where the reason is a size, what was measured
 * @param at when the stage reported it
 * @param receipt what backs it
 * @param dismissedAttempt the latest attempt whose dead letter an operator dismissed; {@link
 *     #NOT_DISMISSED} where there is none
 * @param decision the last that an operator took on it
 * @param postponement why it is pending; empty unless it is, and where nothing was told about it
 */
public record PairState(
    long replaySequence,
    PairStatus standing,
    String itemId,
    String mailbox,
    String reason,
    String detail,
    long sizeBytes,
    Instant at,
    Receipt receipt,
    long dismissedAttempt,
    DecisionMark decision,
    Optional<Postponement> postponement) {
  static final long NOT_DISMISSED = -1;

  /** A pair as a stage reports it: no operator has decided anything about it yet. */
  static PairState reported(
      long replaySequence,
      PairStatus standing,
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
        NOT_DISMISSED,
        DecisionMark.NONE,
        Optional.empty());
  }

  /** A pair that waits for the outcome of this attempt. */
  static PairState pending(
      long replaySequence, String itemId, String mailbox, Receipt receipt, Instant at) {
    return reported(replaySequence, PairStatus.PENDING, itemId, mailbox, "", "", 0, at, receipt);
  }

  /**
   * A pair that an operator wants to be tried again: the attempt's number is the decision's too.
   */
  static PairState replayed(long replaySequence, String action, Instant at) {
    return pending(replaySequence, "", "", Receipt.NONE, at)
        .decided(NOT_DISMISSED, new DecisionMark(replaySequence, action));
  }

  /** A pair whose delivery is tried again later. */
  static PairState postponed(
      long replaySequence, String itemId, String mailbox, Postponement postponement) {
    PairState pending =
        pending(replaySequence, itemId, mailbox, Receipt.NONE, postponement.since());
    return pending.waiting(Optional.of(postponement));
  }

  /** Whether its dead letter, of the attempt that counts, was dismissed. */
  public boolean dismissed() {
    return standing.isHeld() && dismissedAttempt == replaySequence;
  }

  /** What is known after one more report. */
  PairState after(PairState report) {
    return report.outweighs(this) ? report.mergedWith(this) : mergedWith(report);
  }

  /** The operator's word on the dead letter of an attempt; it says nothing about later ones. */
  PairState afterDismissal(long attempt, DecisionMark mark) {
    return decided(Math.max(dismissedAttempt, attempt), decision.orLater(mark));
  }

  /**
   * The same, as earlier versions told it: of the attempt that was there. Where a decision is known
   * that is as late, that attempt is not this one.
   */
  PairState afterDismissal(DecisionMark mark) {
    return standing.isHeld() && mark.number() > decision.number()
        ? decided(Math.max(dismissedAttempt, replaySequence), mark)
        : this;
  }

  /** An operator's decision that changes nothing of where it stands. */
  PairState afterNote(DecisionMark mark) {
    return decided(dismissedAttempt, decision.orLater(mark));
  }

  private PairState decided(long dismissal, DecisionMark mark) {
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
        mark,
        postponement);
  }

  private PairState waiting(Optional<Postponement> why) {
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
        dismissedAttempt,
        decision,
        why);
  }

  private boolean outweighs(PairState other) {
    if (standing != other.standing
        && (standing == PairStatus.DELIVERED || other.standing == PairStatus.DELIVERED)) {
      return standing == PairStatus.DELIVERED;
    }
    if (replaySequence != other.replaySequence) {
      return replaySequence > other.replaySequence;
    }
    return standing == other.standing
        ? at.isBefore(other.at)
        : standing.compareTo(other.standing) > 0;
  }

  /** Stages know different things: what this report does not say is taken from the other. */
  private PairState mergedWith(PairState other) {
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
        Math.max(dismissedAttempt, other.dismissedAttempt),
        decision.orLater(other.decision),
        postponementWith(other));
  }

  /** The latest word on the attempt, for as long as that is pending. */
  private Optional<Postponement> postponementWith(PairState other) {
    if (standing != PairStatus.PENDING) {
      return Optional.empty();
    }
    return replaySequence == other.replaySequence
        ? Stream.concat(postponement.stream(), other.postponement.stream())
            .reduce(Postponement::orLater)
        : postponement;
  }
}
