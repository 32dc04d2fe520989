package org.xipline.console.topic;

import com.google.protobuf.MessageLite;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.xipline.console.topic.TopicReading.Place;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.schemas.topic.Topic;

/**
 * Reads single records of a topic again, those of a partition in the order in which they stand
 * there. For one thread.
 *
 * @param <V> what the topic's records hold
 */
public final class RecordsAtPlaces<V extends MessageLite> implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  /** Reading on costs less than looking for the next place. */
  private static final long READ_ON = 200;

  private final Topic<V> topic;
  private final Consumer<String, byte[]> consumer;

  public RecordsAtPlaces(KafkaClients clients, Topic<V> topic) {
    this.topic = topic;
    this.consumer = clients.assignedConsumer();
  }

  /** The records at these places; those that are not there any more are absent. */
  public Map<Place, V> read(Collection<Place> places) {
    var offsets = new TreeMap<Integer, NavigableSet<Long>>();
    places.forEach(
        it -> offsets.computeIfAbsent(it.partition(), _ -> new TreeSet<>()).add(it.offset()));
    var found = new HashMap<Place, V>();
    offsets.forEach((partition, wanted) -> read(partition, wanted, found));
    return found;
  }

  private void read(int number, NavigableSet<Long> wanted, Map<Place, V> found) {
    var partition = new TopicPartition(topic.name(), number);
    consumer.assign(List.of(partition));
    long begin = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
    long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    NavigableSet<Long> left = new TreeSet<>(wanted.subSet(begin, true, end, false));
    while (!left.isEmpty()) {
      consumer.seek(partition, left.first());
      readOn(partition, left, end, found);
    }
  }

  /** Takes what is wanted, until the next that is wanted is far. */
  private void readOn(
      TopicPartition partition, NavigableSet<Long> left, long end, Map<Place, V> found) {
    while (!left.isEmpty() && consumer.position(partition) < end) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL).records(partition)) {
        if (left.remove(record.offset())) {
          TopicReading.decoded(record, topic)
              .ifPresent(read -> found.put(read.place(), read.value()));
        }
      }
      long position = consumer.position(partition);
      left.headSet(position).clear();
      if (!left.isEmpty() && left.first() > position + READ_ON) {
        return;
      }
    }
    left.headSet(end).clear();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
