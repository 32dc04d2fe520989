package org.xipline.console.ledger;

import java.time.Instant;
import java.util.HashMap;
import org.apache.kafka.common.serialization.StringSerializer;
import org.xipline.console.ledger.SetAsideRecord.Origin;
import org.xipline.schemas.record.RecordDismissed;
import org.xipline.schemas.record.RecordSetAside;

/**
 * Enters facts about records that no service can read. They are kept among the pairs, as one dead
 * letter each: stores of their own would have every ledger rebuild all the others.
 */
final class RecordFold {
  private static final long ONLY_ATTEMPT = 0;

  private final LedgerStores stores;

  RecordFold(LedgerStores stores) {
    this.stores = stores;
  }

  void setAside(RecordSetAside fact, Instant at) {
    var origin =
        new Origin(
            fact.getStage(),
            fact.getOriginTopic(),
            fact.getOriginPartition(),
            fact.getOriginOffset());
    String key = LedgerKey.ofRecord(fact.getDeadLetterId(), origin);
    PairState state =
        PairState.reported(
            ONLY_ATTEMPT,
            PairStatus.DEAD_LETTERED,
            "",
            "",
            fact.getReason(),
            fact.getDetail(),
            0,
            at,
            Receipt.NONE);
    PairState known = stores.pairs().get(key);
    stores.pairs().put(key, known == null ? state : known.after(state));
    stores.held().put(key, true);
  }

  void dismissed(RecordDismissed fact, Instant at) {
    String id = fact.getDeadLetterId();
    DecisionMark mark = Decision.markOf(at, ONLY_ATTEMPT, fact.getActionId());
    var decision = new Decision(Decision.Kind.DISMISSED, fact.getDismissedBy(), fact.getWhy(), at);
    stores.decisions().putIfAbsent(LedgerKey.ofRecordDecision(id, mark), decision);
    var dismissed = new HashMap<String, PairState>();
    try (var found = stores.pairs().prefixScan(LedgerKey.belowRecord(id), new StringSerializer())) {
      found.forEachRemaining(
          it -> dismissed.put(it.key, it.value.afterDismissal(ONLY_ATTEMPT, mark)));
    }
    dismissed.forEach(stores.pairs()::put);
  }
}
