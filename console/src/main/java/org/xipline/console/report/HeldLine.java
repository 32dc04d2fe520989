package org.xipline.console.report;

import org.jspecify.annotations.Nullable;
import org.xipline.console.ledger.HeldPair;
import org.xipline.console.ledger.PairState;
import org.xipline.console.ledger.SetAsideRecord;

/**
 * What waits in the dead letters: a pair, or a record that no service can read; component names are
 * the JSON's.
 *
 * @param connector {@code null} for a record, as archive, entry and address are
 * @param deadLetterId {@code null} for a pair, as stage and origin are
 */
record HeldLine(
    @Nullable String connector,
    @Nullable String archiveId,
    @Nullable String entry,
    @Nullable String itemId,
    @Nullable String address,
    @Nullable String mailbox,
    String reason,
    String detail,
    long size,
    String at,
    boolean dismissed,
    @Nullable DecisionLine lastDecision,
    @Nullable String deadLetterId,
    @Nullable String stage,
    @Nullable String originTopic,
    @Nullable Integer originPartition,
    @Nullable Long originOffset) {

  static HeldLine of(HeldPair pair) {
    DeadLetterLine line = DeadLetterLine.of(pair);
    return new HeldLine(
        pair.archive().connector().value(),
        line.archiveId(),
        line.entry(),
        line.itemId(),
        line.address(),
        line.mailbox(),
        line.reason(),
        line.detail(),
        line.size(),
        pair.state().at().toString(),
        pair.state().dismissed(),
        pair.decision().map(DecisionLine::of).orElse(null),
        null,
        null,
        null,
        null,
        null);
  }

  static HeldLine of(SetAsideRecord record) {
    PairState state = record.state();
    return new HeldLine(
        null,
        null,
        null,
        null,
        null,
        null,
        state.reason(),
        state.detail(),
        state.sizeBytes(),
        state.at().toString(),
        state.dismissed(),
        record.decision().map(DecisionLine::of).orElse(null),
        record.deadLetterId(),
        record.origin().stage(),
        record.origin().topic(),
        record.origin().partition(),
        record.origin().offset());
  }

  /** For people. */
  String asSentence() {
    return "%s  %s: %s%s".formatted(subject(), reason, detail, dismissed ? " (dismissed)" : "");
  }

  private String subject() {
    return deadLetterId == null
        ? "%s  %.12s  %s  %s"
            .formatted(
                connector, archiveId, entry, address == null ? "(participants unknown)" : address)
        : "record %s of %s, partition %d, offset %d, unreadable for %s"
            .formatted(deadLetterId, originTopic, originPartition, originOffset, stage);
  }
}
