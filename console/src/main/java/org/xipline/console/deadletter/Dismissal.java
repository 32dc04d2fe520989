package org.xipline.console.deadletter;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.xipline.console.ledger.HeldPair;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.schemas.record.DeadLetterDismissed;
import org.xipline.schemas.record.Outcome;

/**
 * Sets dead letters aside for good. They still count as dead-lettered or unmapped; nobody is asked
 * to act on them any more.
 */
public final class Dismissal {
  private final KafkaClients clients;
  private final Authorship authorship;

  public Dismissal(KafkaClients clients, Authorship authorship) {
    this.clients = clients;
    this.authorship = authorship;
  }

  /**
   * Tells the ledger, of all of them at once.
   *
   * @return how many pairs there were
   */
  public long of(Selection selection) throws IOException {
    return RecordSession.commit(
        clients,
        Instant.now(),
        session -> {
          selection.items().forEach((item, pairs) -> tell(session, item, pairs));
          return selection.pairs();
        });
  }

  private void tell(RecordSession session, HeldItem item, List<HeldPair> pairs) {
    for (List<String> addresses :
        AddressChunks.of(pairs.stream().map(HeldPair::address).toList())) {
      session.tell(
          item.archive(),
          Outcome.newBuilder()
              .setDeadLetterDismissed(
                  DeadLetterDismissed.newBuilder()
                      .setEntryPath(item.entry())
                      .addAllAddresses(addresses)
                      .setDismissedBy(authorship.by())
                      .setWhy(authorship.why())));
    }
  }
}
