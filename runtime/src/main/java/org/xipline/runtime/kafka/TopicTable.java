package org.xipline.runtime.kafka;

import com.google.protobuf.MessageLite;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.xipline.schemas.topic.Topic;

/**
 * The last record of each key of a small topic. One thread reads on; any thread looks things up.
 *
 * @param <V> what the topic's records hold
 */
public final class TopicTable<V extends MessageLite> implements AutoCloseable {
  private final TopicReader<V> reader;
  private final Function<V, String> key;
  private final Map<String, Entry<V>> entries = new ConcurrentHashMap<>();

  private record Entry<V>(V value, long offset) {}

  /**
   * @param key by which values are found; a record's own key is only looked at where it has no
   *     value
   */
  public TopicTable(KafkaClients clients, Topic<V> topic, Function<V, String> key) {
    this(new TopicReader<>(clients, topic), key);
  }

  /** The same, of what this reader reads; it is closed with the table. */
  public TopicTable(TopicReader<V> reader, Function<V, String> key) {
    this.reader = reader;
    this.key = key;
  }

  /** Reads on to what was committed by now. */
  public void catchUp() {
    reader.readOn(this::take);
  }

  /** The last value of this name. */
  public Optional<V> find(String name) {
    return Optional.ofNullable(entries.get(name)).map(Entry::value);
  }

  /** The offset of the record that the last value of this name was in. */
  public Optional<Long> offsetOf(String name) {
    return Optional.ofNullable(entries.get(name)).map(Entry::offset);
  }

  /** All of them, in no order. */
  public List<V> all() {
    return entries.values().stream().map(Entry::value).toList();
  }

  @Override
  public void close() {
    reader.close();
  }

  private void take(TopicRecord<V> record) {
    if (record.value().isEmpty()) {
      entries.remove(record.key());
      return;
    }
    V value = record.value().get();
    entries.put(key.apply(value), new Entry<>(value, record.offset()));
  }
}
