package org.xipline.console.ledger;

import java.util.ArrayDeque;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** One of the ledger's stores, in memory; values are kept as the real ones keep them. */
final class MapStore<V> implements KeyValueStore<String, V> {
  private final TreeMap<String, byte[]> states = new TreeMap<>();
  private final Serde<V> serde;

  MapStore(Serde<V> serde) {
    this.serde = serde;
  }

  @Override
  public void put(String key, @Nullable V value) {
    if (value == null) {
      states.remove(key);
    } else {
      states.put(key, serde.serializer().serialize("", value));
    }
  }

  @Override
  public @Nullable V putIfAbsent(String key, V value) {
    V known = get(key);
    if (known == null) {
      put(key, value);
    }
    return known;
  }

  @Override
  public void putAll(List<KeyValue<String, V>> entries) {
    entries.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public @Nullable V delete(String key) {
    V known = get(key);
    states.remove(key);
    return known;
  }

  @Override
  public @Nullable V get(String key) {
    return read(states.get(key));
  }

  private @Nullable V read(byte @Nullable [] bytes) {
    return bytes == null ? null : serde.deserializer().deserialize("", bytes);
  }

  @Override
  public KeyValueIterator<String, V> range(String from, String to) {
    return iterate(new TreeMap<>(states.subMap(from, true, to, true)));
  }

  @Override
  public <S extends Serializer<P>, P> KeyValueIterator<String, V> prefixScan(
      P prefix, S prefixKeySerializer) {
    var found = new TreeMap<>(states.tailMap(prefix.toString(), true));
    found.keySet().removeIf(key -> !key.startsWith(prefix.toString()));
    return iterate(found);
  }

  @Override
  public KeyValueIterator<String, V> all() {
    return iterate(new TreeMap<>(states));
  }

  @Override
  public long approximateNumEntries() {
    return states.size();
  }

  private KeyValueIterator<String, V> iterate(TreeMap<String, byte[]> found) {
    var left = new ArrayDeque<KeyValue<String, V>>();
    found.forEach(
        (key, bytes) -> left.add(KeyValue.pair(key, serde.deserializer().deserialize("", bytes))));
    return new KeyValueIterator<>() {
      @Override
      public boolean hasNext() {
        return !left.isEmpty();
      }

      @Override
      public KeyValue<String, V> next() {
        return left.remove();
      }

      @Override
      public String peekNextKey() {
        return left.element().key;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public String name() {
    return "in memory";
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {}

  @Override
  public void close() {}

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  /** Every key, and the bytes that are kept under it, in hex. */
  String dump() {
    var lines = new StringBuilder();
    all()
        .forEachRemaining(entry ->
            lines
                .append(entry.key.replace('\0', '|'))
                .append(" = ")
                .append(entry.value)
                .append('\n'));
    return lines.toString();
  }
}
