package org.xipline.console.ledger;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.SerializationException;
import org.xipline.console.ledger.stored.StoredPair;
import org.xipline.console.ledger.stored.StoredPostponement;

/** How the state of a pair is written to its store, and read back. */
final class PairCodec {
  private static final Map<String, PairStatus> STANDINGS =
      Arrays.stream(PairStatus.values())
          .collect(Collectors.toUnmodifiableMap(PairStatus::label, standing -> standing));

  static StoredPair stored(PairState pair) {
    var stored = StoredPair.newBuilder();
    if (pair.dismissedAttempt() != PairState.NOT_DISMISSED) {
      stored.setDismissedAttempt(pair.dismissedAttempt());
    }
    pair.postponement().map(PairCodec::stored).ifPresent(stored::setPostponement);
    return stored
        .setReplaySequence(pair.replaySequence())
        .setStanding(pair.standing().label())
        .setItemId(pair.itemId())
        .setMailbox(pair.mailbox())
        .setReason(pair.reason())
        .setDetail(pair.detail())
        .setSizeBytes(pair.sizeBytes())
        .setAtEpochMillis(pair.at().toEpochMilli())
        .setDismissed(pair.dismissed())
        .setDecision(pair.decision().number())
        .setDecisionAction(pair.decision().action())
        .setSnapshotId(pair.receipt().snapshotId())
        .setAttempts(pair.receipt().attempts())
        .setUidValidity(pair.receipt().uidValidity())
        .setUid(pair.receipt().uid())
        .build();
  }

  static PairState read(StoredPair pair) {
    return new PairState(
        pair.getReplaySequence(),
        standing(pair.getStanding()),
        pair.getItemId(),
        pair.getMailbox(),
        pair.getReason(),
        pair.getDetail(),
        pair.getSizeBytes(),
        Instant.ofEpochMilli(pair.getAtEpochMillis()),
        new Receipt(pair.getSnapshotId(), pair.getAttempts(), pair.getUidValidity(), pair.getUid()),
        dismissedAttempt(pair),
        new DecisionMark(pair.getDecision(), pair.getDecisionAction()),
        pair.hasPostponement()
            ? Optional.of(postponement(pair.getPostponement()))
            : Optional.empty());
  }

  private static long dismissedAttempt(StoredPair pair) {
    if (pair.hasDismissedAttempt()) {
      return pair.getDismissedAttempt();
    }
    return pair.getDismissed() ? pair.getReplaySequence() : PairState.NOT_DISMISSED;
  }

  private static StoredPostponement stored(Postponement postponement) {
    StoredPostponement.Builder stored = StoredPostponement.newBuilder();
    postponement.nextTry().map(Instant::toEpochMilli).ifPresent(stored::setNextTryEpochMillis);
    return stored
        .setReason(postponement.reason())
        .setDetail(postponement.detail())
        .setAttempts(postponement.attempts())
        .setSinceEpochMillis(postponement.since().toEpochMilli())
        .setAtEpochMillis(postponement.at().toEpochMilli())
        .build();
  }

  private static Postponement postponement(StoredPostponement stored) {
    return new Postponement(
        stored.getReason(),
        stored.getDetail(),
        stored.getAttempts(),
        Instant.ofEpochMilli(stored.getSinceEpochMillis()),
        stored.hasNextTryEpochMillis()
            ? Optional.of(Instant.ofEpochMilli(stored.getNextTryEpochMillis()))
            : Optional.empty(),
        Instant.ofEpochMilli(stored.getAtEpochMillis()));
  }

  private static PairStatus standing(String label) {
    PairStatus standing = STANDINGS.get(label);
    if (standing == null) {
      throw new SerializationException("no standing of a pair is called " + label);
    }
    return standing;
  }

  private PairCodec() {}
}
