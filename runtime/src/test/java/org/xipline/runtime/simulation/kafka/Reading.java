package org.xipline.runtime.simulation.kafka;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Where a consumer is in each of its partitions, and what it fetches next. */
final class Reading {
  private static final long NOWHERE = -1;

  private final ScriptedKafka kafka;
  private final boolean uncommitted;
  private final int mostRecords;

  /** In an order that does not depend on that of sets, which is another in each JVM. */
  private final Map<TopicPartition, Place> places =
      new TreeMap<>(
          Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));

  private static final class Place {
    long position = NOWHERE;
    boolean paused;

    /** While the application is being told that it comes or goes. */
    boolean held;
  }

  Reading(ScriptedKafka kafka, boolean uncommitted, int mostRecords) {
    this.kafka = kafka;
    this.uncommitted = uncommitted;
    this.mostRecords = mostRecords;
  }

  Set<TopicPartition> partitions() {
    return Set.copyOf(places.keySet());
  }

  boolean isAssigned(Set<TopicPartition> exactly) {
    return places.keySet().equals(exactly);
  }

  /** What comes is not paused, and has no position yet; what is there stays as it is. */
  void add(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> places.putIfAbsent(partition, new Place()));
  }

  void remove(Collection<TopicPartition> partitions) {
    places.keySet().removeAll(partitions);
  }

  void hold(Collection<TopicPartition> partitions, boolean held) {
    partitions.forEach(partition -> place(partition).held = held);
  }

  void pause(Collection<TopicPartition> partitions, boolean paused) {
    partitions.forEach(partition -> place(partition).paused = paused);
  }

  Set<TopicPartition> paused() {
    return places.entrySet().stream()
        .filter(place -> place.getValue().paused)
        .map(Map.Entry::getKey)
        .collect(toSet());
  }

  void seek(TopicPartition partition, long offset) {
    place(partition).position = offset;
  }

  OptionalLong position(TopicPartition partition) {
    long position = place(partition).position;
    return position == NOWHERE ? OptionalLong.empty() : OptionalLong.of(position);
  }

  /** Those whose position must be found out first. */
  List<TopicPartition> withoutPosition() {
    if (places.values().stream().noneMatch(place -> place.position == NOWHERE)) {
      return List.of();
    }
    return places.entrySet().stream()
        .filter(place -> place.getValue().position == NOWHERE && !place.getValue().held)
        .map(Map.Entry::getKey)
        .toList();
  }

  boolean lacksPosition(TopicPartition partition) {
    return withoutPosition().contains(partition);
  }

  /** Whether a fetch has anything to say. */
  boolean hasSomething() {
    return places.keySet().stream().anyMatch(this::hasSomething);
  }

  private boolean hasSomething(TopicPartition partition) {
    Place place = place(partition);
    PartitionLog log = kafka.log(partition);
    return isFetchable(place)
        && (place.position < log.end(uncommitted) || place.position > log.end());
  }

  private static boolean isFetchable(Place place) {
    return !place.paused && !place.held && place.position != NOWHERE;
  }

  /** Takes what there is, of some partitions or all, as much as may come at once. */
  ConsumerRecords<String, byte[]> fetch() {
    List<TopicPartition> ready = places.keySet().stream().filter(this::hasSomething).toList();
    if (ready.isEmpty()) {
      return ConsumerRecords.empty();
    }
    var records = new HashMap<TopicPartition, List<ConsumerRecord<String, byte[]>>>();
    var next = new HashMap<TopicPartition, OffsetAndMetadata>();
    int left = mostAtOnce();
    for (TopicPartition partition : kafka.choices().shuffled(ready)) {
      if (left == 0) {
        break;
      }
      PartitionLog.Slice slice = fetch(partition, left);
      left -= slice.records().size();
      if (!slice.records().isEmpty()) {
        records.put(partition, new ArrayList<>(slice.records()));
      }
      next.put(partition, new OffsetAndMetadata(slice.next()));
    }
    return new ConsumerRecords<>(records, next);
  }

  /** Brokers answer with what they have at the moment. */
  private int mostAtOnce() {
    return kafka.choices().chance(0.3)
        ? kafka.choices().between(1, Math.min(mostRecords, 8))
        : mostRecords;
  }

  private PartitionLog.Slice fetch(TopicPartition partition, int most) {
    PartitionLog log = kafka.log(partition);
    Place place = place(partition);
    if (place.position < log.start() || place.position > log.end()) {
      place.position = log.start();
    }
    PartitionLog.Slice slice = log.read(place.position, most, uncommitted);
    place.position = slice.next();
    return slice;
  }

  private Place place(TopicPartition partition) {
    Place place = places.get(partition);
    if (place == null) {
      throw new IllegalStateException("No current assignment for partition " + partition);
    }
    return place;
  }
}
