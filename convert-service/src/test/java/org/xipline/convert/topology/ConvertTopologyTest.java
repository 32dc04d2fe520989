package org.xipline.convert.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xipline.convert.StagedArchive.ARCHIVE;
import static org.xipline.convert.StagedArchive.document;
import static org.xipline.convert.StagedArchive.keyOf;
import static org.xipline.convert.StagedArchive.replay;

import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.convert.FaultyPayloadStore;
import org.xipline.convert.StagedArchive;
import org.xipline.convert.conversion.ItemConverter;
import org.xipline.convert.entry.DecodedEntry;
import org.xipline.convert.entry.ItemEntry;
import org.xipline.convert.routing.SnapshotCache;
import org.xipline.runtime.kafka.NamePrefix;
import org.xipline.runtime.kafka.RecordSerde;
import org.xipline.runtime.payload.DirectoryPayloadStore;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.EntryKind;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.Pair;
import org.xipline.schemas.record.Snapshot;
import org.xipline.schemas.topic.Topic;

class ConvertTopologyTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final String ALICE = "alice@contoso.example";
  private static final String BOB = "bob@contoso.example";
  private static final String CAROL = "carol@contoso.example";
  private static final String EVE = "eve@fabrikam.example";

  @TempDir Path folder;
  private final List<DecodedEntry> read = new ArrayList<>();
  private FaultyPayloadStore store;
  private StagedArchive archive;
  private Topology topology;
  private TopologyTestDriver driver;
  private TestInputTopic<String, byte[]> entries;

  @BeforeEach
  void start() throws IOException {
    store = new FaultyPayloadStore(new DirectoryPayloadStore(folder.resolve("payloads")));
    archive = new StagedArchive(store, StagedArchive.RULES);
    var converter = new ItemConverter(store, new SnapshotCache(store, 2));
    topology = new ConvertTopology(converter, read::add, () -> NOW, NamePrefix.NONE).build();
    driver = new TopologyTestDriver(topology, new Properties());
    entries =
        driver.createInputTopic(
            Topic.ENTRIES.name(), new StringSerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void shouldReadAsItDid() throws IOException {
    try (InputStream golden =
        ConvertTopologyTest.class.getResourceAsStream("convert-topology.txt")) {
      assertThat(golden).isNotNull();
      assertThat(topology.describe().toString().strip())
          .isEqualToNormalizingNewlines(new String(golden.readAllBytes(), UTF_8).strip());
    }
  }

  @Test
  void shouldLeadAnItemToItsTopics() {
    // Given
    Entry.Builder entry =
        archive.item("d/T-42.json", document(String.join(",", ALICE, EVE, CAROL, BOB)));

    // When
    publish(entry);

    // Then
    assertThat(messages()).extracting(message -> message.key).containsExactly(ALICE, BOB);
    assertThat(outcomes())
        .singleElement()
        .satisfies(outcome -> {
          assertThat(outcome.key).isEqualTo(ARCHIVE.hex());
          assertThat(outcome.value.getAt().getSeconds()).isEqualTo(NOW.getEpochSecond());
          assertThat(outcome.value.getItemConverted().getPairsList())
              .extracting(Pair::getAddress)
              .containsExactly(ALICE, EVE, CAROL, BOB);
        });
    assertThat(deadLetters())
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.key).isEqualTo(keyOf(entry));
          assertThat(letter.value.getReason()).isEqualTo("unmapped");
          assertThat(letter.value.getOriginOffset()).isZero();
        });
    assertThat(read).singleElement().isInstanceOf(ItemEntry.class);
  }

  @Test
  void shouldSendToVeryManyMailboxesInSmallRecords() throws IOException {
    // Given
    var open =
        Snapshot.newBuilder()
            .addAcceptedDomains("contoso.example")
            .setLimitBytes(1 << 20)
            .setMailboxServer("imaps://mail.contoso.example:993")
            .build();
    String participants =
        IntStream.range(0, 10_000)
            .mapToObj(number -> "user" + number + "@contoso.example")
            .collect(joining(","));

    // When
    publish(new StagedArchive(store, open).itemByClaimCheck("d/T.json", document(participants)));

    // Then
    assertThat(messages())
        .hasSize(10_000)
        .allSatisfy(it -> assertThat(it.value.getSerializedSize()).isLessThan(1_000))
        .allSatisfy(
            it -> assertThat(it.value.getMailboxServer()).isEqualTo(open.getMailboxServer()));
    assertThat(outcomes())
        .hasSize(10)
        .allSatisfy(it -> assertThat(it.value.getItemConverted().getPairsCount()).isEqualTo(1_000));
  }

  @Test
  void shouldTellNothingOfFilesThatAreNoItems() {
    // When
    publish(archive.item("d/a.bin", "x").setKind(EntryKind.ENTRY_KIND_FILE));

    // Then
    assertThat(messages()).isEmpty();
    assertThat(outcomes()).isEmpty();
    assertThat(deadLetters()).isEmpty();
    assertThat(read).hasSize(1);
  }

  @Test
  void shouldSetAPoisonRecordAsideAndGoOn() {
    // Given
    String key = ARCHIVE.hex() + "/d/T-41.json";

    // When
    entries.pipeInput(key, "poison".getBytes(UTF_8));
    publish(archive.item("d/T-42.json", document(ALICE)));

    // Then
    assertThat(deadLetters())
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.key).isEqualTo(key);
          assertThat(letter.value.getReason()).isEqualTo("malformed-record");
          assertThat(letter.value.getUndecodable().toStringUtf8()).isEqualTo("poison");
        });
    List<KeyValue<String, Outcome>> outcomes = outcomes();
    assertThat(outcomes).hasSize(2);
    assertThat(outcomes.getFirst().key).isEqualTo(ARCHIVE.hex());
    assertThat(outcomes.getFirst().value.getItemDeadLettered().getEntryPath())
        .isEqualTo("d/T-41.json");
    assertThat(messages()).hasSize(1);
  }

  @Test
  void shouldSetARecordWithoutKeyAndValueAside() {
    // When
    entries.pipeInput((String) null, null);

    // Then
    String id = deadLetters().getFirst().value.getDeadLetterId();
    assertThat(outcomes())
        .singleElement()
        .satisfies(outcome -> {
          assertThat(outcome.key).isEqualTo(id);
          assertThat(outcome.value.getRecordSetAside().getDeadLetterId()).isEqualTo(id);
        });
  }

  @Test
  void shouldDeadLetterAMalformedItem() {
    // When
    publish(archive.item("d/T-42.json", "no json").setReplay(replay(7)));

    // Then
    assertThat(deadLetters())
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.value.getReason()).isEqualTo("malformed-item");
          assertThat(letter.value.getEntry().getReplay().getSequence()).isEqualTo(7);
        });
    assertThat(outcomes())
        .singleElement()
        .satisfies(outcome ->
            assertThat(outcome.value.getItemDeadLettered().getReplaySequence()).isEqualTo(7));
  }

  @Test
  void shouldFailRatherThanDeadLetterWhereTheStoreFails() {
    // Given
    store.failToRead(1);

    // When, then
    assertThatThrownBy(() -> publish(archive.item("d/T-42.json", document(ALICE))))
        .hasRootCauseMessage("the disk is on fire")
        .hasCauseInstanceOf(UncheckedIOException.class);
    assertThat(deadLetters()).isEmpty();
  }

  private void publish(Entry.Builder entry) {
    entries.pipeInput(keyOf(entry), entry.build().toByteArray());
  }

  private List<KeyValue<String, MailboxMessage>> messages() {
    return published(Topic.MESSAGES);
  }

  private List<KeyValue<String, Outcome>> outcomes() {
    return published(Topic.OUTCOMES);
  }

  private List<KeyValue<String, DeadLetter>> deadLetters() {
    return published(Topic.DEAD_LETTERS);
  }

  private <V extends MessageLite> List<KeyValue<String, V>> published(Topic<V> topic) {
    return driver
        .createOutputTopic(
            topic.name(), new StringDeserializer(), RecordSerde.of(topic).deserializer())
        .readKeyValuesToList();
  }
}
