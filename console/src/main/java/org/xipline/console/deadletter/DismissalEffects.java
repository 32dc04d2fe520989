package org.xipline.console.deadletter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.xipline.console.action.ActionRecords;
import org.xipline.console.action.ActionState;
import org.xipline.console.action.ChunkEffects;
import org.xipline.console.action.Effects;
import org.xipline.console.ledger.PairLookup;
import org.xipline.schemas.record.DeadLetterDismissed;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.RecordDismissed;

/**
 * Tells the ledger which dead letters are dismissed, each with the attempt that it is of: a pair
 * that was tried again meanwhile is left as it is.
 */
final class DismissalEffects implements Effects {
  /** Each has a fact of its own at most. */
  private static final int AT_ONCE = 900;

  private final ActionState action;
  private final PairLookup ledger;

  private record Attempt(HeldItem item, long attempt) {}

  DismissalEffects(ActionState action, PairLookup ledger) {
    this.action = action;
    this.ledger = ledger;
  }

  @Override
  public int elementsAtOnce() {
    return AT_ONCE;
  }

  @Override
  public ChunkEffects of(List<String> elements) {
    var records = new ArrayList<ProducerRecord<String, byte[]>>();
    Map<Attempt, List<String>> attempts = new LinkedHashMap<>();
    long left = 0;
    for (String line : elements) {
      Optional<SelectedRecord> record = SelectedRecord.ofLine(line);
      if (record.isPresent()) {
        records.add(dismissed(record.get()));
        continue;
      }
      SelectedPair pair = SelectedPair.ofLine(line);
      if (isStillHeld(pair)) {
        attempts
            .computeIfAbsent(new Attempt(pair.item(), pair.attempt()), _ -> new ArrayList<>())
            .add(pair.address());
      } else {
        left++;
      }
    }
    attempts.forEach((attempt, addresses) ->
        AddressChunks.of(addresses).forEach(it -> records.add(dismissed(attempt, it))));
    return new ChunkEffects(records, left);
  }

  private boolean isStillHeld(SelectedPair pair) {
    return ledger
        .findPair(pair.archive(), pair.entry(), pair.address())
        .filter(it -> it.replaySequence() == pair.attempt() && it.standing().isHeld())
        .isPresent();
  }

  private ProducerRecord<String, byte[]> dismissed(Attempt attempt, List<String> addresses) {
    return ActionRecords.fact(
        attempt.item().archive(),
        action.startedAt(),
        Outcome.newBuilder()
            .setDeadLetterDismissed(
                DeadLetterDismissed.newBuilder()
                    .setEntryPath(attempt.item().entry())
                    .addAllAddresses(addresses)
                    .setDismissedBy(action.started().getActor().getName())
                    .setWhy(action.started().getWhy())
                    .setReplaySequence(attempt.attempt())
                    .setActionId(action.id())));
  }

  private ProducerRecord<String, byte[]> dismissed(SelectedRecord record) {
    return ActionRecords.fact(
        record.record(),
        action.startedAt(),
        Outcome.newBuilder()
            .setRecordDismissed(
                RecordDismissed.newBuilder()
                    .setDeadLetterId(record.record())
                    .setDismissedBy(action.started().getActor().getName())
                    .setWhy(action.started().getWhy())
                    .setActionId(action.id())));
  }

  @Override
  public void close() {
    // Holds nothing open.
  }
}
