package org.xipline.console.purge;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.xipline.console.action.ActionKind;
import org.xipline.console.action.ActionState;
import org.xipline.console.action.Effects;
import org.xipline.console.ledger.CaughtUpLedger;
import org.xipline.console.ledger.LedgerQueries;
import org.xipline.ingest.publication.AcceptedArchives;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.payload.PayloadStore;

/** Purges. */
public final class PurgeKind implements ActionKind {
  static final String CODE = "purge";
  static final String RETENTION = "retention";

  /** The payloads of one archive may be many. */
  private static final Duration SILENCE = Duration.ofMinutes(15);

  private final CaughtUpLedger ledger;
  private final KafkaClients clients;
  private final PayloadStore payloads;
  private final InstantSource clock;
  private final Consumer<PurgedArchive> looked;

  public PurgeKind(
      CaughtUpLedger ledger, KafkaClients clients, PayloadStore payloads, InstantSource clock) {
    this(ledger, clients, payloads, clock, _ -> {});
  }

  /**
   * @param looked hears what became of each archive
   */
  PurgeKind(
      CaughtUpLedger ledger,
      KafkaClients clients,
      PayloadStore payloads,
      InstantSource clock,
      Consumer<PurgedArchive> looked) {
    this.ledger = ledger;
    this.clients = clients;
    this.payloads = payloads;
    this.clock = clock;
    this.looked = looked;
  }

  @Override
  public String code() {
    return CODE;
  }

  @Override
  public Duration silence() {
    return SILENCE;
  }

  @Override
  public Effects effectsOf(ActionState action) throws InterruptedException {
    LedgerQueries queries = ledger.get();
    var retention = Duration.parse(action.started().getParametersOrThrow(RETENTION));
    var holds = new LegalHolds(clients);
    var accepted = new AcceptedArchives(clients);
    return new PurgeEffects(
        new Purge(queries, payloads, accepted::containsAny, holds::cover, retention, clock),
        looked,
        () -> {
          accepted.close();
          holds.close();
        });
  }
}
