package org.xipline.console.ledger;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xipline.schemas.reason.DeadLetterReason;
import org.xipline.schemas.record.ItemConverted;
import org.xipline.schemas.record.ItemDeadLettered;
import org.xipline.schemas.record.Pair;
import org.xipline.schemas.record.PairFate;
import org.xipline.schemas.record.PairsPostponed;
import org.xipline.schemas.record.PairsSettled;
import org.xipline.schemas.record.ReplayRequested;

/**
 * What a fact says of pairs: for each address, the state that it would be in by this fact alone.
 */
final class ReportedPairs {
  /** The address of the one pair of an item whose participants cannot be read. */
  static final String NO_ADDRESS = "";

  static Map<String, PairState> in(ItemConverted fact, Instant at) {
    var reported = new LinkedHashMap<String, PairState>();
    for (Pair pair : fact.getPairsList()) {
      reported.put(pair.getAddress(), converted(pair, fact, at));
    }
    return reported;
  }

  private static PairState converted(Pair pair, ItemConverted fact, Instant at) {
    long sequence = fact.getReplaySequence();
    String itemId = fact.getItemId();
    String snapshotId = fact.getSnapshotId();
    return switch (pair.getFate()) {
      case PAIR_FATE_EXTERNAL -> external(pair, sequence, itemId, snapshotId, at);
      case PAIR_FATE_UNMAPPED -> unmapped(pair, fact, at);
      case PAIR_FATE_SENT, PAIR_FATE_DEAD_LETTERED, PAIR_FATE_UNSPECIFIED, UNRECOGNIZED ->
          PairState.pending(sequence, itemId, pair.getMailbox(), Receipt.under(snapshotId), at);
    };
  }

  /** Of an item that became no message; without pairs it is one pair without an address. */
  static Map<String, PairState> in(ItemDeadLettered fact, Instant at) {
    if (fact.getPairsList().isEmpty()) {
      return Map.of(NO_ADDRESS, deadLettered(Pair.getDefaultInstance(), fact, at));
    }
    var reported = new LinkedHashMap<String, PairState>();
    for (Pair pair : fact.getPairsList()) {
      boolean external = pair.getFate() == PairFate.PAIR_FATE_EXTERNAL;
      reported.put(
          pair.getAddress(),
          external
              ? external(pair, fact.getReplaySequence(), fact.getItemId(), fact.getSnapshotId(), at)
              : deadLettered(pair, fact, at));
    }
    return reported;
  }

  static Map<String, PairState> in(PairsSettled fact, Instant at) {
    var reported = new LinkedHashMap<String, PairState>();
    PairState settled =
        PairState.reported(
            fact.getReplaySequence(),
            PairStatus.of(fact.getResult()),
            fact.getItemId(),
            fact.getMailbox(),
            fact.getReason(),
            fact.getDetail(),
            fact.getSizeBytes(),
            at,
            new Receipt(
                fact.getSnapshotId(), fact.getAttempts(), fact.getUidValidity(), fact.getUid()));
    fact.getAddressesList().forEach(address -> reported.put(address, settled));
    return reported;
  }

  static Map<String, PairState> in(ReplayRequested fact, Instant at) {
    var reported = new LinkedHashMap<String, PairState>();
    PairState pending = PairState.replayed(fact.getReplaySequence(), fact.getReplayId(), at);
    addresses(fact.getAddressesList()).forEach(address -> reported.put(address, pending));
    return reported;
  }

  static Map<String, PairState> in(PairsPostponed fact, Instant at) {
    var reported = new LinkedHashMap<String, PairState>();
    var postponement =
        new Postponement(
            fact.getReason(),
            fact.getDetail(),
            fact.getAttempts(),
            fact.hasFirstTriedAt() ? OutcomeDecoder.instant(fact.getFirstTriedAt()) : at,
            fact.hasNextTryAt()
                ? Optional.of(OutcomeDecoder.instant(fact.getNextTryAt()))
                : Optional.empty(),
            at);
    PairState waiting =
        PairState.postponed(
            fact.getReplaySequence(), fact.getItemId(), fact.getMailbox(), postponement);
    fact.getAddressesList().forEach(address -> reported.put(address, waiting));
    return reported;
  }

  /** The addresses that a fact names; none means the one pair without an address. */
  static List<String> addresses(List<String> named) {
    return named.isEmpty() ? List.of(NO_ADDRESS) : named;
  }

  private static PairState external(
      Pair pair, long sequence, String itemId, String snapshotId, Instant at) {
    return PairState.reported(
        sequence,
        PairStatus.EXTERNAL,
        itemId,
        pair.getMailbox(),
        "",
        "",
        0,
        at,
        Receipt.under(snapshotId));
  }

  private static PairState unmapped(Pair pair, ItemConverted fact, Instant at) {
    return PairState.reported(
        fact.getReplaySequence(),
        PairStatus.UNMAPPED,
        fact.getItemId(),
        pair.getMailbox(),
        DeadLetterReason.UNMAPPED.code(),
        DeadLetterReason.UNMAPPED.meaning(),
        fact.getItemSizeBytes(),
        at,
        Receipt.ofConversion(fact.getSnapshotId()));
  }

  private static PairState deadLettered(Pair pair, ItemDeadLettered fact, Instant at) {
    return PairState.reported(
        fact.getReplaySequence(),
        PairStatus.DEAD_LETTERED,
        fact.getItemId(),
        pair.getMailbox(),
        fact.getReason(),
        fact.getDetail(),
        fact.getSizeBytes(),
        at,
        Receipt.ofConversion(fact.getSnapshotId()));
  }

  private ReportedPairs() {}
}
