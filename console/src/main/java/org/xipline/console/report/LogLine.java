package org.xipline.console.report;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xipline.console.ledger.Acceptance;
import org.xipline.console.ledger.Decision;
import org.xipline.console.ledger.ItemDescription;
import org.xipline.console.ledger.LoggedPair;
import org.xipline.console.ledger.PairState;
import org.xipline.console.ledger.PairStatus;
import org.xipline.console.ledger.Postponement;
import org.xipline.console.ledger.Receipt;
import org.xipline.console.ledger.UnclaimedFile;

/**
 * A line of the log: a pair, or a file that nobody claims. Component names are the columns and the
 * JSON's; what is not known, or does not apply, is {@code null}.
 *
 * @param sent when the source says that the item was sent
 * @param accepted when the archive was verified and published
 * @param settled when the outcome was reported
 * @param snapshot digest of the users and rules that the last attempt ran under
 * @param decision the last that an operator took on it: {@code replayed} or {@code dismissed}
 * @param pendingSince when its delivery was first tried, where it is tried again
 * @param nextTry {@code null} while the mailbox server cannot be reached
 */
public record LogLine(
    @Nullable String sent,
    @Nullable String accepted,
    @Nullable String settled,
    String connector,
    String archiveId,
    String entry,
    @Nullable String itemId,
    @Nullable String address,
    @Nullable String mailbox,
    String outcome,
    @Nullable String reason,
    @Nullable String detail,
    @Nullable Long itemSize,
    @Nullable Long messageSize,
    @Nullable String itemSha256,
    @Nullable String messageSha256,
    @Nullable String messageId,
    @Nullable Long uidValidity,
    @Nullable Long uid,
    @Nullable String snapshot,
    @Nullable Long attempts,
    boolean dismissed,
    @Nullable String decision,
    @Nullable String decidedBy,
    @Nullable String decidedWhy,
    @Nullable String decidedAt,
    @Nullable String pendingSince,
    @Nullable String nextTry)
    implements LogEntry {
  private static final String UNCLAIMED = "unclaimed";

  /** The line of a pair. */
  public static LogLine of(Optional<Acceptance> acceptance, LoggedPair pair) {
    PairState state = pair.state();
    ItemDescription item = pair.item();
    Receipt receipt = state.receipt();
    Optional<Postponement> postponed = state.postponement();
    return new LogLine(
        item.sent().map(Instant::toString).orElse(null),
        acceptance.map(it -> it.at().toString()).orElse(null),
        state.standing() == PairStatus.PENDING ? null : state.at().toString(),
        pair.archive().connector().value(),
        pair.archive().archiveId().hex(),
        pair.entry(),
        orNull(state.itemId()),
        orNull(pair.address()),
        orNull(state.mailbox()),
        state.standing().label(),
        orNull(postponed.map(Postponement::reason).orElse(state.reason())),
        orNull(postponed.map(Postponement::detail).orElse(state.detail())),
        orNull(item.itemBytes()),
        orNull(item.messageBytes()),
        orNull(item.itemSha256()),
        orNull(item.messageSha256()),
        orNull(item.messageId()),
        orNull(receipt.uidValidity()),
        orNull(receipt.uid()),
        orNull(receipt.snapshotId()),
        orNull(postponed.map(Postponement::attempts).orElse(receipt.attempts())),
        state.dismissed(),
        pair.decision().map(it -> it.kind().label()).orElse(null),
        pair.decision().map(Decision::by).orElse(null),
        pair.decision().map(Decision::why).orElse(null),
        pair.decision().map(it -> it.at().toString()).orElse(null),
        postponed.map(it -> it.since().toString()).orElse(null),
        postponed.flatMap(Postponement::nextTry).map(Instant::toString).orElse(null));
  }

  /** The line of a file. */
  public static LogLine of(Optional<Acceptance> acceptance, UnclaimedFile file) {
    return new LogLine(
        null,
        acceptance.map(it -> it.at().toString()).orElse(null),
        null,
        file.archive().connector().value(),
        file.archive().archiveId().hex(),
        file.path(),
        null,
        null,
        null,
        UNCLAIMED,
        null,
        null,
        file.sizeBytes(),
        null,
        null,
        null,
        null,
        null,
        null,
        acceptance.map(it -> orNull(it.snapshotId())).orElse(null),
        null,
        false,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** The row of a whole archive. */
  static LogLine ofArchive(
      String connector,
      String archiveId,
      String outcome,
      String reason,
      String detail,
      @Nullable String at) {
    return new LogLine(
        null, null, at, connector, archiveId, "", null, null, null, outcome, reason, detail, null,
        null, null, null, null, null, null, null, null, false, null, null, null, null, null, null);
  }

  @Override
  public LogLine asRow() {
    return this;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Long orNull(long number) {
    return number == 0 ? null : number;
  }
}
