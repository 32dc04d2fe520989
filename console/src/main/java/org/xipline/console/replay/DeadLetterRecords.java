package org.xipline.console.replay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xipline.console.deadletter.HeldItem;
import org.xipline.console.ledger.HeldPair;
import org.xipline.console.topic.RecordsAtPlaces;
import org.xipline.console.topic.TopicReading;
import org.xipline.console.topic.TopicReading.Place;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.schemas.reason.DeadLetterReason.Stage;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.topic.Topic;

/**
 * Where the dead letters of some items stand, and what each of them can heal; the letters
 * themselves are read again when they are needed.
 */
final class DeadLetterRecords implements AutoCloseable {
  private final Map<HeldItem, List<Letter>> byItem = new HashMap<>();
  private final RecordsAtPlaces<DeadLetter> topic;

  /** What is remembered of a dead letter: all of it but its record. */
  private record Letter(Place place, DeadLetter outline) {}

  private DeadLetterRecords(RecordsAtPlaces<DeadLetter> topic) {
    this.topic = topic;
  }

  /** Those of these items. */
  static DeadLetterRecords of(KafkaClients clients, Set<HeldItem> items) {
    var letters = new DeadLetterRecords(new RecordsAtPlaces<>(clients, Topic.DEAD_LETTERS));
    if (!items.isEmpty()) {
      new TopicReading<>(clients, Topic.DEAD_LETTERS)
          .forEach(read ->
              HeldItem.of(read.value())
                  .filter(items::contains)
                  .ifPresent(item -> letters.add(item, read.place(), read.value())));
    }
    return letters;
  }

  private void add(HeldItem item, Place place, DeadLetter letter) {
    byItem
        .computeIfAbsent(item, _ -> new ArrayList<>())
        .add(new Letter(place, ReplayEntryPoint.outlineOf(letter)));
  }

  /** The last letter whose record takes a pair to a stage. */
  Optional<Place> find(HeldPair pair, Stage stage) {
    return byItem.getOrDefault(HeldItem.of(pair), List.of()).reversed().stream()
        .filter(letter -> ReplayEntryPoint.isCarriedBy(letter.outline(), pair, stage))
        .map(Letter::place)
        .findFirst();
  }

  Map<Place, DeadLetter> read(Collection<Place> places) {
    return topic.read(places);
  }

  @Override
  public void close() {
    topic.close();
  }
}
