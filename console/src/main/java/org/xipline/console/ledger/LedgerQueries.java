package org.xipline.console.ledger;

import static org.apache.kafka.streams.state.QueryableStoreTypes.keyValueStore;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * What the ledger knows of archives, items and pairs. May be asked while the ledger runs, by any
 * thread; memory does not grow with what is shown.
 */
public final class LedgerQueries {
  private final KafkaStreams streams;

  LedgerQueries(KafkaStreams streams) {
    this.streams = streams;
  }

  /** The account of an archive; empty if no fact about it has come. */
  public Optional<ArchiveAccount> find(ArchiveKey archive) {
    ReadOnlyKeyValueStore<String, ArchiveAccount> accounts = store(LedgerStores.ACCOUNTS);
    return Optional.ofNullable(accounts.get(LedgerKey.ofArchive(archive)));
  }

  /** What ingest said to this arrival; empty while it has not. */
  public Optional<ArrivalAnswer> answerTo(ArchiveKey archive, String arrivalId) {
    ReadOnlyKeyValueStore<String, ArrivalAnswer> answers = store(LedgerStores.ANSWERS);
    return Optional.ofNullable(answers.get(LedgerKey.ofArrival(archive, arrivalId)));
  }

  /** Shows every account, one at a time. */
  public void forEachAccount(Consumer<ArchiveAccount> visitor) {
    ReadOnlyKeyValueStore<String, ArchiveAccount> accounts = store(LedgerStores.ACCOUNTS);
    try (KeyValueIterator<String, ArchiveAccount> all = accounts.all()) {
      all.forEachRemaining(account -> visitor.accept(account.value));
    }
  }

  /** Shows the pairs of an archive that are unmapped or dead-lettered, one at a time, by entry. */
  public void forEachHeldPair(ArchiveKey archive, Consumer<HeldPair> visitor) {
    ReadOnlyKeyValueStore<String, Boolean> held = store(LedgerStores.HELD);
    ReadOnlyKeyValueStore<String, PairState> pairs = store(LedgerStores.PAIRS);
    var decisions = new DecisionsOfArchive(store(LedgerStores.DECISIONS), archive);
    String prefix = LedgerKey.below(LedgerKey.ofArchive(archive));
    try (var keys = held.prefixScan(prefix, new StringSerializer())) {
      while (keys.hasNext()) {
        String key = keys.next().key;
        PairState state = pairs.get(key);
        if (state != null) {
          visitor.accept(LedgerKey.heldPair(key, state, decisions.on(state)));
        }
      }
    }
  }

  /** When the pair of an archive that waits longest began to; empty where none waits. */
  public Optional<Instant> pendingSince(ArchiveKey archive) {
    ReadOnlyKeyValueStore<String, PairState> pairs = store(LedgerStores.PAIRS);
    String prefix = LedgerKey.below(LedgerKey.ofArchive(archive));
    Optional<Instant> since = Optional.empty();
    try (var states = pairs.prefixScan(prefix, new StringSerializer())) {
      while (states.hasNext()) {
        PairState pair = states.next().value;
        if (pair.standing() == Standing.PENDING
            && since.filter(it -> !it.isAfter(pair.at())).isEmpty()) {
          since = Optional.of(pair.at());
        }
      }
    }
    return since;
  }

  /** Shows every answer to an arrival, one at a time: those to one archive together. */
  public void forEachAnswer(BiConsumer<ArchiveKey, ArrivalAnswer> visitor) {
    ReadOnlyKeyValueStore<String, ArrivalAnswer> answers = store(LedgerStores.ANSWERS);
    try (KeyValueIterator<String, ArrivalAnswer> all = answers.all()) {
      all.forEachRemaining(answer -> visitor.accept(LedgerKey.archiveOf(answer.key), answer.value));
    }
  }

  /** Shows the pairs of one entry, one at a time. */
  public void forEachPair(ArchiveKey archive, String entry, Consumer<PairState> visitor) {
    ReadOnlyKeyValueStore<String, PairState> pairs = store(LedgerStores.PAIRS);
    String prefix = LedgerKey.below(LedgerKey.ofEntry(archive, entry));
    try (var states = pairs.prefixScan(prefix, new StringSerializer())) {
      states.forEachRemaining(pair -> visitor.accept(pair.value));
    }
  }

  /** Shows all pairs of an archive, one at a time, by entry. */
  public void forEachLoggedPair(ArchiveKey archive, Consumer<LoggedPair> visitor) {
    ReadOnlyKeyValueStore<String, PairState> pairs = store(LedgerStores.PAIRS);
    ReadOnlyKeyValueStore<String, ItemState> items = store(LedgerStores.ITEMS);
    var decisions = new DecisionsOfArchive(store(LedgerStores.DECISIONS), archive);
    String prefix = LedgerKey.below(LedgerKey.ofArchive(archive));
    String itemKey = "";
    ItemDescription item = ItemDescription.NONE;
    try (var states = pairs.prefixScan(prefix, new StringSerializer())) {
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
    ReadOnlyKeyValueStore<String, ItemState> items = store(LedgerStores.ITEMS);
    return Optional.ofNullable(items.get(LedgerKey.ofEntry(archive, entry)))
        .map(ItemState::description);
  }

  /** Shows the files of an archive that no item names, one at a time. */
  public void forEachUnclaimedFile(ArchiveKey archive, Consumer<UnclaimedFile> visitor) {
    ReadOnlyKeyValueStore<String, FileState> files = store(LedgerStores.FILES);
    String prefix = LedgerKey.below(LedgerKey.ofArchive(archive));
    try (var states = files.prefixScan(prefix, new StringSerializer())) {
      states.forEachRemaining(file -> {
        if (file.value.isUnclaimed()) {
          visitor.accept(
              new UnclaimedFile(archive, LedgerKey.entryOf(file.key), file.value.sizeBytes()));
        }
      });
    }
  }

  private <V> ReadOnlyKeyValueStore<String, V> store(String name) {
    return streams.store(StoreQueryParameters.fromNameAndType(name, keyValueStore()));
  }
}
