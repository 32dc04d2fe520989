package org.xipline.console.ledger;

import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The ledger's persistent stores, keyed as {@link LedgerKey} says.
 *
 * @param accounts one account per archive
 * @param answers one answer per arrival
 * @param items one state per item
 * @param pairs one state per pair
 * @param held an index: the keys of the pairs that wait in the dead letters, so that those are
 *     found without reading all the others
 * @param files one state per path that is, or is named as, a file
 */
record LedgerStores(
    KeyValueStore<String, ArchiveAccount> accounts,
    KeyValueStore<String, ArrivalAnswer> answers,
    KeyValueStore<String, ItemState> items,
    KeyValueStore<String, PairState> pairs,
    KeyValueStore<String, Boolean> held,
    KeyValueStore<String, FileState> files,
    KeyValueStore<String, Decision> decisions) {

  static final String ACCOUNTS = "accounts";
  static final String ANSWERS = "answers";
  static final String ITEMS = "items";
  static final String PAIRS = "pairs";
  static final String HELD = "held";
  static final String FILES = "files";
  static final String DECISIONS = "decisions";

  static LedgerStores of(ProcessorContext<?, ?> context) {
    return new LedgerStores(
        context.getStateStore(ACCOUNTS),
        context.getStateStore(ANSWERS),
        context.getStateStore(ITEMS),
        context.getStateStore(PAIRS),
        context.getStateStore(HELD),
        context.getStateStore(FILES),
        context.getStateStore(DECISIONS));
  }

  static List<StoreBuilder<?>> builders() {
    return List.of(
        builder(ACCOUNTS, StateSerdes.ACCOUNT).withCachingEnabled(),
        builder(ANSWERS, StateSerdes.ANSWER),
        builder(ITEMS, StateSerdes.ITEM),
        builder(PAIRS, StateSerdes.PAIR),
        builder(HELD, Serdes.Boolean()),
        builder(FILES, StateSerdes.FILE),
        builder(DECISIONS, StateSerdes.DECISION));
  }

  private static <V> StoreBuilder<KeyValueStore<String, V>> builder(String name, Serde<V> serde) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(name), Serdes.String(), serde);
  }
}
