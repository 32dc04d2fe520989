package org.xipline.console.expiry;

import static java.util.stream.Collectors.toMap;

import com.google.protobuf.MessageLite;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.xipline.console.deadletter.HeldItem;
import org.xipline.console.deadletter.SelectedPair;
import org.xipline.console.topic.TopicReading;
import org.xipline.console.topic.TopicReading.Place;
import org.xipline.runtime.kafka.NamePrefix;
import org.xipline.runtime.simulation.kafka.ScriptedKafka;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.topic.ConsumerGroup;
import org.xipline.schemas.topic.Topic;

/** Finds pairs whose record is gone, as {@link ExpiredPairs} does, over a scripted Kafka. */
public final class ScriptedExpiry {
  private final ScriptedKafka kafka;
  private final Positions positions;
  private final UnresolvedPairs waiting = new UnresolvedPairs();

  /**
   * @param groups that convert and deliver
   */
  public ScriptedExpiry(ScriptedKafka kafka, Collection<ConsumerGroup> groups) {
    this.kafka = kafka;
    this.positions =
        new Positions(
            NamePrefix.NONE,
            groups.stream()
                .map(ConsumerGroup::name)
                .collect(toMap(Function.identity(), kafka::committed)));
  }

  /** A pair that is pending. */
  public void addPair(SelectedPair pair) {
    waiting.addPair(pair);
  }

  /** An item of a published archive that nothing was told about. */
  public void addItem(HeldItem item) {
    waiting.addItem(item);
  }

  /** Those of them that nothing is left of. */
  public List<SelectedPair> gone() {
    for (ConsumerRecord<String, byte[]> record : left(Topic.ENTRIES)) {
      TopicReading.decoded(record, Topic.ENTRIES)
          .ifPresent(read ->
              takeOut(ConsumerGroup.CONVERT, Topic.ENTRIES, record, read.value(), waiting::found));
    }
    for (Topic<MailboxMessage> topic : List.of(Topic.MESSAGES, Topic.MESSAGES_RETRY)) {
      for (ConsumerRecord<String, byte[]> record : left(topic)) {
        TopicReading.decoded(record, topic)
            .ifPresent(read ->
                takeOut(groupOf(read.value()), topic, record, read.value(), waiting::found));
      }
    }
    return waiting.all();
  }

  private List<ConsumerRecord<String, byte[]>> left(Topic<?> topic) {
    return kafka.everCommitted(topic.name()).stream()
        .filter(record ->
            record.offset()
                >= kafka.beginning(new TopicPartition(record.topic(), record.partition())))
        .toList();
  }

  private static ConsumerGroup groupOf(MailboxMessage message) {
    return message.getMailboxServer().isEmpty()
        ? ConsumerGroup.IMPORT
        : ConsumerGroup.IMPORT.of(message.getMailboxServer());
  }

  private <V extends MessageLite> void takeOut(
      ConsumerGroup group,
      Topic<V> topic,
      ConsumerRecord<String, byte[]> record,
      V value,
      Consumer<V> found) {
    if (positions.isAhead(group, topic, new Place(record.partition(), record.offset()))) {
      found.accept(value);
    }
  }
}
