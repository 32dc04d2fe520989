package org.xipline.console.ledger;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.xipline.console.ledger.OutcomeDecoder.Decoded;
import org.xipline.schemas.record.Outcome;

/** The ledger's fold over stores in memory: the same facts come to the same states. */
public final class FoldedLedger implements PairLookup {
  private final MapStore<ArchiveAccount> accounts = new MapStore<>(StateSerdes.ACCOUNT);
  private final MapStore<ArrivalAnswer> answers = new MapStore<>(StateSerdes.ANSWER);
  private final MapStore<ItemState> items = new MapStore<>(StateSerdes.ITEM);
  private final MapStore<PairState> pairs = new MapStore<>(StateSerdes.PAIR);
  private final MapStore<Boolean> held = new MapStore<>(Serdes.Boolean());
  private final MapStore<FileState> files = new MapStore<>(StateSerdes.FILE);
  private final MapStore<Decision> decisions = new MapStore<>(StateSerdes.DECISION);
  private final OutcomeFold fold =
      new OutcomeFold(new LedgerStores(accounts, answers, items, pairs, held, files, decisions));

  /** Folds facts, in this order. */
  public FoldedLedger tell(List<Outcome> facts) {
    facts.forEach(fact -> tell(fact.toByteArray()));
    return this;
  }

  /** Folds a record of {@code xip.outcomes}. */
  public void tell(byte[] record) {
    switch (OutcomeDecoder.decode(record)) {
      case Decoded.Fact(var archive, var outcome) -> fold.fold(archive, outcome);
      case Decoded.FactOfAnyConnector(var archive, var outcome) ->
          fold.foldWhereUntold(archive, outcome);
      case Decoded.FactOfRecord(_, var outcome) -> fold.foldRecord(outcome);
      case Decoded.Unusable(var cause) -> throw new IllegalArgumentException(cause);
    }
  }

  /** Keeps an answer alone, without an account. */
  void answerAsEarlierVersionsDid(ArchiveKey archive, String arrivalId, ArrivalAnswer answer) {
    answers.put(LedgerKey.ofArrival(archive, arrivalId), answer);
  }

  /** Answers as the ledger does. */
  public LedgerQueries queries() {
    return new LedgerQueries(this::store);
  }

  @SuppressWarnings("unchecked") // Each store is asked for by what it holds.
  private <V> ReadOnlyKeyValueStore<String, V> store(String name) {
    return (ReadOnlyKeyValueStore<String, V>)
        switch (name) {
          case LedgerStores.ACCOUNTS -> accounts;
          case LedgerStores.ANSWERS -> answers;
          case LedgerStores.ITEMS -> items;
          case LedgerStores.PAIRS -> pairs;
          case LedgerStores.HELD -> held;
          case LedgerStores.FILES -> files;
          case LedgerStores.DECISIONS -> decisions;
          default -> throw new IllegalArgumentException(name);
        };
  }

  public ArchiveAccount account(ArchiveKey archive) {
    return requireNonNull(accounts.get(LedgerKey.ofArchive(archive)));
  }

  public Optional<ArchiveAccount> findAccount(ArchiveKey archive) {
    return Optional.ofNullable(accounts.get(LedgerKey.ofArchive(archive)));
  }

  /** Whether everything is told about what became of an item. */
  public boolean isItemTold(ArchiveKey archive, String entry) {
    return Optional.ofNullable(items.get(LedgerKey.ofEntry(archive, entry)))
        .filter(ItemState::isComplete)
        .isPresent();
  }

  @Override
  public Optional<PairState> findPair(ArchiveKey archive, String entry, String address) {
    return Optional.ofNullable(pairs.get(LedgerKey.ofPair(archive, entry, address)));
  }

  public PairState pair(ArchiveKey archive, String entry, String address) {
    return requireNonNull(pairs.get(LedgerKey.ofPair(archive, entry, address)));
  }

  /** The last decision on a pair. */
  public Decision decision(ArchiveKey archive, PairState pair) {
    return requireNonNull(decisions.get(LedgerKey.ofDecision(archive, pair.decision())));
  }

  /** All that it keeps, as text. */
  public String dump() {
    return String.join(
        "\n",
        accounts.dump(),
        answers.dump(),
        items.dump(),
        pairs.dump(),
        held.dump(),
        files.dump(),
        decisions.dump());
  }
}
