package org.xipline.console.replay;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xipline.console.topic.RecordsAtPlaces;
import org.xipline.console.topic.TopicReading;
import org.xipline.console.topic.TopicReading.Place;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.topic.Topic;

/** Where some messages of {@code xip.messages} stand last; they are read again when needed. */
final class SentMessages implements AutoCloseable {
  private final Map<MessageName, Place> places = new HashMap<>();
  private final RecordsAtPlaces<MailboxMessage> topic;

  private SentMessages(RecordsAtPlaces<MailboxMessage> topic) {
    this.topic = topic;
  }

  /** Those of these names. */
  static SentMessages of(KafkaClients clients, Set<MessageName> names) {
    var messages = new SentMessages(new RecordsAtPlaces<>(clients, Topic.MESSAGES));
    if (!names.isEmpty()) {
      new TopicReading<>(clients, Topic.MESSAGES)
          .forEach(read ->
              MessageName.of(read.value())
                  .filter(names::contains)
                  .ifPresent(name -> messages.places.put(name, read.place())));
    }
    return messages;
  }

  Optional<Place> find(MessageName name) {
    return Optional.ofNullable(places.get(name));
  }

  Map<Place, MailboxMessage> read(Collection<Place> wanted) {
    return topic.read(wanted);
  }

  @Override
  public void close() {
    topic.close();
  }
}
