package org.xipline.console.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * What the ledger knows of archives, items and pairs. May be asked while the ledger runs, by any
 * thread; memory does not grow with what is shown.
 */
public final class LedgerQueries implements PairLookup {
  /** Longer than a group takes to notice who is missing, and to go on. */
  private static final Duration HANDED_OVER = Duration.ofMinutes(2);

  private final OpenStores stores;
  private final StoreQueryRetry patiently = new StoreQueryRetry(HANDED_OVER);

  LedgerQueries(OpenStores stores) {
    this.stores = stores;
  }

  /** Gives the store of a name, which may be closed for a time. */
  @FunctionalInterface
  interface OpenStores {
    <V> ReadOnlyKeyValueStore<String, V> open(String name);
  }

  /** The account of an archive; empty if no fact about it has come. */
  public Optional<ArchiveAccount> find(ArchiveKey archive) {
    return lookUp(LedgerStores.ACCOUNTS, LedgerKey.ofArchive(archive));
  }

  /** What ingest said to this arrival; empty while it has not. */
  public Optional<ArrivalAnswer> answerTo(ArchiveKey archive, String arrivalId) {
    return lookUp(LedgerStores.ANSWERS, LedgerKey.ofArrival(archive, arrivalId));
  }

  @Override
  public Optional<PairState> findPair(ArchiveKey archive, String entry, String address) {
    return lookUp(LedgerStores.PAIRS, LedgerKey.ofPair(archive, entry, address));
  }

  /** Whether every fact of some attempt at an item has come. */
  public boolean isItemTold(ArchiveKey archive, String entry) {
    Optional<ItemState> item = lookUp(LedgerStores.ITEMS, LedgerKey.ofEntry(archive, entry));
    return item.filter(ItemState::isComplete).isPresent();
  }

  /** Shows every account, one at a time. */
  public void forEachAccount(Consumer<ArchiveAccount> visitor) {
    try (KeyValueIterator<String, ArchiveAccount> all = all(LedgerStores.ACCOUNTS)) {
      all.forEachRemaining(account -> visitor.accept(account.value));
    }
  }

  /** Shows the pairs of an archive that are unmapped or dead-lettered, one at a time, by entry. */
  public void forEachHeldPair(ArchiveKey archive, Consumer<HeldPair> visitor) {
    ReadOnlyKeyValueStore<String, PairState> pairs = store(LedgerStores.PAIRS);
    var decisions = new DecisionsOfArchive(store(LedgerStores.DECISIONS), archive);
    String prefix = LedgerKey.below(LedgerKey.ofArchive(archive));
    try (KeyValueIterator<String, Boolean> keys = below(LedgerStores.HELD, prefix)) {
      while (keys.hasNext()) {
        String key = keys.next().key;
        PairState state = pairs.get(key);
        if (state != null) {
          visitor.accept(LedgerKey.heldPair(key, state, decisions.on(state)));
        }
      }
    }
  }

  /** Shows the pairs of an archive that are pending, one at a time, by entry. */
  public void forEachPendingPair(ArchiveKey archive, Consumer<HeldPair> visitor) {
    String prefix = LedgerKey.below(LedgerKey.ofArchive(archive));
    try (KeyValueIterator<String, PairState> states = below(LedgerStores.PAIRS, prefix)) {
      while (states.hasNext()) {
        var pair = states.next();
        if (pair.value.standing() == PairStatus.PENDING) {
          visitor.accept(LedgerKey.heldPair(pair.key, pair.value, Optional.empty()));
        }
      }
    }
  }

  /** When the pair of an archive that waits longest began to; empty where none waits. */
  public Optional<Instant> pendingSince(ArchiveKey archive) {
    String prefix = LedgerKey.below(LedgerKey.ofArchive(archive));
    Optional<Instant> since = Optional.empty();
    try (KeyValueIterator<String, PairState> states = below(LedgerStores.PAIRS, prefix)) {
      while (states.hasNext()) {
        PairState pair = states.next().value;
        if (pair.standing() == PairStatus.PENDING
            && since.filter(it -> !it.isAfter(pair.at())).isEmpty()) {
          since = Optional.of(pair.at());
        }
      }
    }
    return since;
  }

  /** Why pairs of an archive are pending, the most frequent cause first. */
  public List<PendingCause> pendingCauses(ArchiveKey archive) {
    String prefix = LedgerKey.below(LedgerKey.ofArchive(archive));
    var causes = new PendingCauses();
    try (KeyValueIterator<String, PairState> states = below(LedgerStores.PAIRS, prefix)) {
      while (states.hasNext()) {
        PairState pair = states.next().value;
        if (pair.standing() == PairStatus.PENDING) {
          causes.add(pair);
        }
      }
    }
    return causes.all();
  }

  /** Shows every archive that was refused, and was not accepted before or after, one at a time. */
  public void forEachRejected(Consumer<RejectedArchive> visitor) {
    forEachAccount(account ->
        account
            .rejection()
            .ifPresent(it -> visitor.accept(new RejectedArchive(account.key(), it))));
    forEachRejectedByEarlierVersions(visitor);
  }

  /** Those of which there is no account, only an answer. */
  private void forEachRejectedByEarlierVersions(Consumer<RejectedArchive> visitor) {
    Optional<ArchiveKey> last = Optional.empty();
    try (KeyValueIterator<String, ArrivalAnswer> all = all(LedgerStores.ANSWERS)) {
      while (all.hasNext()) {
        var answer = all.next();
        ArchiveKey archive = LedgerKey.archiveOf(answer.key);
        if (answer.value instanceof ArrivalAnswer.Rejected rejected
            && last.filter(archive::equals).isEmpty()
            && find(archive).filter(it -> !it.intake().equals(Intake.NONE)).isEmpty()) {
          visitor.accept(new RejectedArchive(archive, Rejection.of(rejected)));
          last = Optional.of(archive);
        }
      }
    }
  }

  /** Shows every record that no service can read, one at a time. */
  public void forEachSetAsideRecord(Consumer<SetAsideRecord> visitor) {
    ReadOnlyKeyValueStore<String, Decision> decisions = store(LedgerStores.DECISIONS);
    try (KeyValueIterator<String, PairState> all =
        below(LedgerStores.PAIRS, LedgerKey.belowRecords())) {
      all.forEachRemaining(record -> visitor.accept(setAside(record.key, record.value, decisions)));
    }
  }

  /** How many records that no service can read nobody has dismissed. */
  public long countSetAsideRecords() {
    var waiting = new AtomicLong();
    forEachSetAsideRecord(record -> {
      if (!record.state().dismissed()) {
        waiting.incrementAndGet();
      }
    });
    return waiting.get();
  }

  private static SetAsideRecord setAside(
      String key, PairState state, ReadOnlyKeyValueStore<String, Decision> decisions) {
    String id = LedgerKey.deadLetterOf(key);
    String decision = LedgerKey.ofRecordDecision(id, state.decision());
    return new SetAsideRecord(
        id, LedgerKey.originOf(key), state, Optional.ofNullable(decisions.get(decision)));
  }

  /** Shows the pairs of one entry, one at a time. */
  public void forEachPair(ArchiveKey archive, String entry, Consumer<PairState> visitor) {
    String prefix = LedgerKey.below(LedgerKey.ofEntry(archive, entry));
    try (KeyValueIterator<String, PairState> states = below(LedgerStores.PAIRS, prefix)) {
      states.forEachRemaining(pair -> visitor.accept(pair.value));
    }
  }

  /** Shows all pairs of an archive, one at a time, by entry. */
  public void forEachLoggedPair(ArchiveKey archive, Consumer<LoggedPair> visitor) {
    ReadOnlyKeyValueStore<String, ItemState> items = store(LedgerStores.ITEMS);
    var decisions = new DecisionsOfArchive(store(LedgerStores.DECISIONS), archive);
    String prefix = LedgerKey.below(LedgerKey.ofArchive(archive));
    String itemKey = "";
    ItemDescription item = ItemDescription.NONE;
    try (KeyValueIterator<String, PairState> states = below(LedgerStores.PAIRS, prefix)) {
      while (states.hasNext()) {
        var next = states.next();
        HeldPair pair = LedgerKey.heldPair(next.key, next.value, decisions.on(next.value));
        String nextKey = LedgerKey.ofEntry(archive, pair.entry());
        if (!nextKey.equals(itemKey)) {
          itemKey = nextKey;
          ItemState known = items.get(itemKey);
          item = known == null ? ItemDescription.NONE : known.description();
        }
        visitor.accept(new LoggedPair(pair, item));
      }
    }
  }

  /** What was told of an item besides its fate; empty if nothing was. */
  public Optional<ItemDescription> describe(ArchiveKey archive, String entry) {
    Optional<ItemState> item = lookUp(LedgerStores.ITEMS, LedgerKey.ofEntry(archive, entry));
    return item.map(ItemState::description);
  }

  /** Shows the files of an archive that no item names, one at a time. */
  public void forEachUnclaimedFile(ArchiveKey archive, Consumer<UnclaimedFile> visitor) {
    String prefix = LedgerKey.below(LedgerKey.ofArchive(archive));
    try (KeyValueIterator<String, FileState> states = below(LedgerStores.FILES, prefix)) {
      states.forEachRemaining(file -> {
        if (file.value.isUnclaimed()) {
          visitor.accept(
              new UnclaimedFile(archive, LedgerKey.entryOf(file.key), file.value.sizeBytes()));
        }
      });
    }
  }

  private <V> Optional<V> lookUp(String name, String key) {
    return patiently.ask(() -> Optional.ofNullable(stores.<V>open(name).get(key)));
  }

  private <V> KeyValueIterator<String, V> all(String name) {
    return patiently.ask(() -> stores.<V>open(name).all());
  }

  private <V> KeyValueIterator<String, V> below(String name, String prefix) {
    return patiently.ask(() -> stores.<V>open(name).prefixScan(prefix, new StringSerializer()));
  }

  private <V> ReadOnlyKeyValueStore<String, V> store(String name) {
    return patiently.ask(() -> stores.open(name));
  }
}
