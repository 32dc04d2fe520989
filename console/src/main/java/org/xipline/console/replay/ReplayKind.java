package org.xipline.console.replay;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.xipline.console.action.ActionKind;
import org.xipline.console.action.ActionState;
import org.xipline.console.action.Effects;
import org.xipline.console.action.StagedSelection;
import org.xipline.console.deadletter.SelectedPair;
import org.xipline.console.ledger.CaughtUpLedger;
import org.xipline.console.ledger.LedgerQueries;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.identity.ArchiveId;

/** Replays, of whatever source. */
public final class ReplayKind implements ActionKind {
  static final String CODE = "replay";
  private static final Duration SILENCE = Duration.ofMinutes(2);

  private final CaughtUpLedger ledger;
  private final KafkaClients clients;
  private final PayloadStore payloads;
  private final Consumer<SelectedPair> left;

  public ReplayKind(CaughtUpLedger ledger, KafkaClients clients, PayloadStore payloads) {
    this(ledger, clients, payloads, _ -> {});
  }

  /**
   * @param left hears of pairs that have nothing to go on from, or have gone on already
   */
  ReplayKind(
      CaughtUpLedger ledger,
      KafkaClients clients,
      PayloadStore payloads,
      Consumer<SelectedPair> left) {
    this.ledger = ledger;
    this.clients = clients;
    this.payloads = payloads;
    this.left = left;
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
  public Effects effectsOf(ActionState action) throws IOException, InterruptedException {
    LedgerQueries queries = ledger.get();
    var parameters = ReplayParameters.of(action.started().getParametersMap());
    List<SelectedPair> pairs =
        StagedSelection.all(payloads, action).stream().map(SelectedPair::ofLine).toList();
    var origins =
        switch (parameters.source()) {
          case DEAD_LETTERS ->
              new ReplayInputs.OfLetters(
                  DeadLetterRecords.of(
                      clients, pairs.stream().map(SelectedPair::item).collect(Collectors.toSet())));
          case MESSAGES ->
              new ReplayInputs.OfMessages(
                  SentMessages.of(
                      clients, pairs.stream().map(MessageName::of).collect(Collectors.toSet())));
        };
    return new ReplayEffects(
        ReplayMark.of(action),
        new ReplayRules(
            archive -> queries.find(archive).flatMap(it -> it.acceptance()), payloads, parameters),
        queries,
        origins,
        new StagedEntries(payloads, paths(pairs)),
        left);
  }

  private static Map<ArchiveId, Set<String>> paths(List<SelectedPair> pairs) {
    var paths = new HashMap<ArchiveId, Set<String>>();
    pairs.forEach(pair ->
        paths.computeIfAbsent(pair.archive().archiveId(), _ -> new HashSet<>()).add(pair.entry()));
    return paths;
  }
}
