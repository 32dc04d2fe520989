package org.xipline.console.replay;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.topic.TopicReading;
import org.xipline.console.topic.TopicReading.Place;
import org.xipline.console.topic.TopicReading.Read;
import org.xipline.schemas.record.MailboxMessage;

/**
 * The messages of {@code xip.messages} that a filter lets through, each once however often it was
 * replayed before: where its last record stands, and all the pairs that any of them stood for.
 * Memory grows with their number, not with their size.
 */
final class SelectedMessages {
  private final Map<MessageName, Selected> byName = new LinkedHashMap<>();
  private long lastSequence;

  private record Selected(Place last, Set<String> addresses) {}

  static SelectedMessages of(
      TopicReading<MailboxMessage> topic, Predicate<Read<MailboxMessage>> filter) {
    var selected = new SelectedMessages();
    topic.forEach(read -> {
      if (filter.test(read)) {
        selected.add(read);
      }
    });
    return selected;
  }

  private void add(Read<MailboxMessage> read) {
    MessageName.of(read.value())
        .ifPresent(name -> {
          var addresses = new LinkedHashSet<String>(read.value().getAddressesList());
          Selected before = byName.get(name);
          if (before != null) {
            addresses.addAll(before.addresses());
          }
          byName.put(name, new Selected(read.place(), addresses));
          lastSequence = Math.max(lastSequence, read.value().getReplay().getSequence());
        });
  }

  boolean isEmpty() {
    return byName.isEmpty();
  }

  /** The pairs that the record there stands for, if it is the last of a message that is meant. */
  Optional<List<String>> addressesOf(MessageName name, Place place) {
    return Optional.ofNullable(byName.get(name))
        .filter(selected -> selected.last().equals(place))
        .map(selected -> List.copyOf(selected.addresses()));
  }

  /** Shows every message, with the pairs that it stands for. */
  void forEach(BiConsumer<MessageName, Set<String>> visitor) {
    byName.forEach((name, selected) -> visitor.accept(name, selected.addresses()));
  }

  Set<ArchiveKey> archives() {
    return byName.keySet().stream()
        .map(MessageName::archive)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  long pairs() {
    return byName.values().stream().mapToLong(selected -> selected.addresses().size()).sum();
  }

  /** The largest of the attempts so far. */
  long lastSequence() {
    return lastSequence;
  }
}
