package org.xipline.convert.topology;

import static org.apache.kafka.streams.kstream.Named.as;

import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;
import org.xipline.convert.conversion.Conversion;
import org.xipline.convert.conversion.Converter;
import org.xipline.convert.entry.DecodedEntry;
import org.xipline.convert.entry.DecodedEntry.Undecodable;
import org.xipline.convert.entry.ItemEntry;
import org.xipline.convert.publication.DeadLetters;
import org.xipline.convert.publication.ItemOutcomes;
import org.xipline.convert.publication.Messages;
import org.xipline.runtime.kafka.NamePrefix;
import org.xipline.runtime.kafka.RecordSerde;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.topic.Topic;

/**
 * Entries in; messages, outcomes and dead letters out. It decides nothing: what becomes of an entry
 * is computed by plain code, and is only led to its topics here.
 */
public final class ConvertTopology {
  private final StreamsBuilder builder = new StreamsBuilder();
  private final Converter converter;
  private final Consumer<DecodedEntry> onRead;
  private final InstantSource clock;
  private final NamePrefix prefix;

  /**
   * @param onRead hears of every record that is read
   * @param clock the time that records state
   * @param prefix of the topics' names
   */
  public ConvertTopology(
      Converter converter, Consumer<DecodedEntry> onRead, InstantSource clock, NamePrefix prefix) {
    this.converter = converter;
    this.onRead = onRead;
    this.clock = clock;
    this.prefix = prefix;
  }

  /** Puts it together; called once. */
  public Topology build() {
    KStream<String, DecodedEntry> entries = readEntries();
    KStream<String, Undecodable> undecodables = undecodablesOf(entries);
    KStream<String, Conversion> conversions = convertItemsOf(entries);
    sendMessages(conversions);
    tellOutcomes(conversions, undecodables);
    setAside(conversions, undecodables);
    return builder.build();
  }

  /** Bytes: a record that is none must not stop the others. */
  private KStream<String, DecodedEntry> readEntries() {
    return builder.stream(
            prefix.on(Topic.ENTRIES),
            Consumed.<String, byte[]>as("entries")
                .withKeySerde(Serdes.String())
                .withValueSerde(Serdes.ByteArray())
                .withTimestampExtractor(new WallclockTimestampExtractor()))
        .processValues(EntryDecoding::new, as("decode"))
        .peek((_, entry) -> onRead.accept(entry), as("read"));
  }

  private static KStream<String, Undecodable> undecodablesOf(KStream<String, DecodedEntry> all) {
    return all.flatMapValues(
        entry ->
            switch (entry) {
              case Undecodable undecodable -> List.of(undecodable);
              case ItemEntry _, DecodedEntry.File _ -> List.of();
            },
        as("undecodable"));
  }

  /** Files that are no items end here: ingest has told of them. */
  private KStream<String, Conversion> convertItemsOf(KStream<String, DecodedEntry> all) {
    return all.flatMapValues(
            entry ->
                switch (entry) {
                  case ItemEntry item -> List.of(item);
                  case Undecodable _, DecodedEntry.File _ -> List.of();
                },
            as("items"))
        .mapValues(this::convert, as("convert"));
  }

  private Conversion convert(ItemEntry entry) {
    try {
      return converter.convert(entry);
    } catch (IOException e) {
      throw new UncheckedIOException("the payload store failed", e);
    }
  }

  private void sendMessages(KStream<String, Conversion> conversions) {
    conversions
        .flatMap(
            (_, conversion) -> keyed(Messages.of(conversion), MailboxMessage::getMailbox),
            as("split"))
        .to(prefix.on(Topic.MESSAGES), produced("messages", Topic.MESSAGES));
  }

  private void tellOutcomes(
      KStream<String, Conversion> conversions, KStream<String, Undecodable> undecodables) {
    KStream<String, Outcome> ofConversions =
        conversions.flatMap(
            (_, conversion) ->
                keyed(ItemOutcomes.of(conversion, clock.instant()), ItemOutcomes::key),
            as("outcomes-of-items"));
    undecodables
        .flatMap(
            (_, undecodable) ->
                keyed(Stream.of(ItemOutcomes.of(undecodable, clock.instant())), ItemOutcomes::key),
            as("outcomes-of-undecodable"))
        .merge(ofConversions, as("all-outcomes"))
        .to(prefix.on(Topic.OUTCOMES), produced("outcomes", Topic.OUTCOMES));
  }

  private void setAside(
      KStream<String, Conversion> conversions, KStream<String, Undecodable> undecodables) {
    KStream<String, DeadLetter> ofConversions =
        conversions.flatMapValues(
            conversion -> iterable(DeadLetters.of(conversion, clock.instant())),
            as("dead-letters-of-items"));
    undecodables
        .mapValues(
            undecodable -> DeadLetters.of(undecodable, clock.instant()),
            as("dead-letters-of-undecodable"))
        .merge(ofConversions, as("all-dead-letters"))
        .to(prefix.on(Topic.DEAD_LETTERS), produced("dead-letters", Topic.DEAD_LETTERS));
  }

  private static <V extends MessageLite> Produced<String, V> produced(String name, Topic<V> topic) {
    return Produced.<String, V>as(name)
        .withKeySerde(Serdes.String())
        .withValueSerde(RecordSerde.of(topic));
  }

  private static <V> Iterable<KeyValue<String, V>> keyed(
      Stream<V> values, Function<V, String> key) {
    return iterable(values.map(value -> KeyValue.pair(key.apply(value), value)));
  }

  /** Made while it is iterated, which is once: an item may have very many messages. */
  @SuppressWarnings("StreamToIterable")
  private static <T> Iterable<T> iterable(Stream<T> elements) {
    return elements::iterator;
  }
}
