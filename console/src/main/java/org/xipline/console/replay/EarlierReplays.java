package org.xipline.console.replay;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.xipline.console.action.ActionState;
import org.xipline.console.action.Actors;
import org.xipline.console.action.AuditTrail;
import org.xipline.console.action.StagedSelection;
import org.xipline.console.deadletter.SelectedPair;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.LedgerQueries;
import org.xipline.console.ledger.PairState;
import org.xipline.console.ledger.PairStatus;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.record.Actor;

/**
 * Replays that the same person asked for in the same words, and did not wait for to the end: the
 * same command goes on.
 */
final class EarlierReplays {
  private final KafkaClients clients;
  private final PayloadStore payloads;
  private final LedgerQueries ledger;
  private final Map<ArchiveKey, Boolean> unsettled = new HashMap<>();

  EarlierReplays(KafkaClients clients, PayloadStore payloads, LedgerQueries ledger) {
    this.clients = clients;
    this.payloads = payloads;
    this.ledger = ledger;
  }

  /** Adds the pairs of such replays that have no outcome yet. */
  void addTo(AwaitedPairs awaited, Actor actor, String object) throws IOException {
    try (var trail = new AuditTrail(clients, action -> isSame(action, actor, object))) {
      trail.readOn();
      for (ActionState action : trail.finished()) {
        add(awaited, action);
      }
    }
  }

  private static boolean isSame(ActionState action, Actor actor, String object) {
    return action.started().getKind().equals(ReplayKind.CODE)
        && action.started().getObject().equals(object)
        && Actors.areSame(action.started().getActor(), actor);
  }

  private void add(AwaitedPairs awaited, ActionState action) throws IOException {
    long sequence = action.started().getReplaySequence();
    for (String line : StagedSelection.all(payloads, action)) {
      SelectedPair pair = SelectedPair.ofLine(line);
      if (isUnsettled(pair.archive()) && isPending(pair, sequence)) {
        awaited.add(pair, sequence);
      }
    }
  }

  private boolean isUnsettled(ArchiveKey archive) {
    return unsettled.computeIfAbsent(
        archive, key -> ledger.find(key).filter(it -> !it.isSettled()).isPresent());
  }

  private boolean isPending(SelectedPair pair, long sequence) {
    return ledger
        .findPair(pair.archive(), pair.entry(), pair.address())
        .filter(state -> isPending(state, sequence))
        .isPresent();
  }

  private static boolean isPending(PairState state, long sequence) {
    return state.standing() == PairStatus.PENDING && state.replaySequence() == sequence;
  }
}
