package org.xipline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.ingest.archive.ArchiveLimits;
import org.xipline.ingest.pack.ArchiveFixture;
import org.xipline.ingest.pack.TestPki;
import org.xipline.runtime.broker.EmbeddedBrokerExtension;
import org.xipline.runtime.kafka.CommittedRecords;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.payload.DirectoryPayloadStore;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.EntryKind;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.Snapshot;
import org.xipline.schemas.record.TrustRules;
import org.xipline.schemas.topic.Topic;

/** The whole service against a real broker. */
@ExtendWith(EmbeddedBrokerExtension.class)
@Timeout(60)
class IngestServiceTest {
  @TempDir private Path directory;

  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private KafkaClients clients;
  private PayloadStore store;
  private IngestService service;
  private String snapshotId;

  @BeforeEach
  void start(KafkaConnection connection) throws Exception {
    clients = new KafkaClients(connection);
    store = new DirectoryPayloadStore(directory.resolve("payloads"));
    snapshotId = storeSnapshot();
    service = service(connection);
    service.start();
  }

  @AfterEach
  void stop() {
    service.close();
    assertThat(failures).isEmpty();
  }

  private IngestService service(KafkaConnection connection) {
    return new IngestService(
        connection,
        IngestSettings.embedded(ArchiveLimits.DEFAULT),
        store,
        new SimpleMeterRegistry(),
        (name, cause) -> failures.add(cause));
  }

  @Test
  void shouldPublishAllEntriesOfAGenuineArchive() throws Exception {
    // Given
    byte[] large = new byte[700_000];
    Arrays.fill(large, (byte) 7);
    Path archive =
        ArchiveFixture.create()
            .file("d/a.json", "{\"Id\":\"a\"}")
            .file("d/attachments/a/note.txt", "note")
            .file("d/attachments/a/large.bin", large)
            .writeTo(directory.resolve("good.xip"));

    // When
    Arrival arrival = arrive("good", archive);

    // Then
    Outcome accepted = outcome(arrival, Outcome::hasArchiveAccepted);
    assertThat(accepted.getArchiveAccepted().getEntries()).isEqualTo(3);
    assertThat(accepted.getArchiveAccepted().getItems()).isEqualTo(1);
    assertThat(accepted.getArchiveAccepted().getSigner().getSha256()).hasSize(64);
    List<Entry> entries = entries(arrival);
    assertThat(entries)
        .extracting(Entry::getPath)
        .containsExactlyInAnyOrder(
            "d/a.json", "d/attachments/a/note.txt", "d/attachments/a/large.bin");
    Entry item = entry(entries, "d/a.json");
    assertThat(item.getKind()).isEqualTo(EntryKind.ENTRY_KIND_ITEM);
    assertThat(item.getPayload().getInline().toStringUtf8()).isEqualTo("{\"Id\":\"a\"}");
    assertThat(item.getSnapshotId()).isEqualTo(snapshotId);
    Entry attachment = entry(entries, "d/attachments/a/large.bin");
    try (InputStream in = store.open(attachment.getPayload().getClaimCheck())) {
      assertThat(in.readAllBytes()).isEqualTo(large);
    }
    assertThat(outcomes(arrival))
        .filteredOn(Outcome::hasFileAccepted)
        .extracting(outcome -> outcome.getFileAccepted().getPath())
        .containsExactlyInAnyOrder("d/attachments/a/note.txt", "d/attachments/a/large.bin");
  }

  @Test
  void shouldRejectAChangedArchiveAndLeaveNothing() throws Exception {
    // Given
    Path archive =
        ArchiveFixture.create()
            .file("a.json", "{\"Id\":\"a\"}")
            .tamperFiles(IngestServiceTest::flipLastByte)
            .writeTo(directory.resolve("changed.xip"));

    // When
    Arrival arrival = arrive("changed", archive);

    // Then
    Outcome rejected = outcome(arrival, Outcome::hasArchiveRejected);
    assertThat(rejected.getArchiveRejected().getReason()).isEqualTo("content-tampered");
    assertNothingLeftOf(arrival);
  }

  @Test
  void shouldLeaveNothingOfAnArchiveThatFailsLate() throws Exception {
    // Given signed content whose last file escapes
    Path archive =
        ArchiveFixture.create()
            .file("a.json", "{\"Id\":\"a\"}")
            .file("attachments/b.bin", new byte[1000])
            .file("attachments/c.bin", new byte[400_000])
            .file("zz/../../evil", "evil")
            .writeTo(directory.resolve("late.xip"));

    // When
    Arrival arrival = arrive("late", archive);

    // Then
    Outcome rejected = outcome(arrival, Outcome::hasArchiveRejected);
    assertThat(rejected.getArchiveRejected().getReason()).isEqualTo("unsafe-entry");
    assertNothingLeftOf(arrival);
    assertThat(
            store.find(
                PayloadKey.ofEntry(
                    new ArchiveId(arrival.getArchiveId()), path("attachments/c.bin"))))
        .isEmpty();
  }

  @Test
  void shouldRecogniseAnArchiveThatComesAgainEvenAfterARestart(KafkaConnection connection)
      throws Exception {
    // Given
    Path archive =
        ArchiveFixture.create().file("again.json", "{}").writeTo(directory.resolve("again.xip"));
    Arrival first = arrive("again", archive);
    outcome(first, Outcome::hasArchiveAccepted);
    service.close();
    service = service(connection);
    service.start();

    // When
    Arrival second = arrive("again", archive);

    // Then
    await()
        .untilAsserted(() ->
            assertThat(outcomes(second))
                .filteredOn(Outcome::hasArchiveRepeated)
                .extracting(outcome -> outcome.getArchiveRepeated().getArrivalId())
                .containsExactly(second.getArrivalId()));
    assertThat(entries(first)).hasSize(1);
  }

  @Test
  void shouldRejectAFileThatIsGone() throws Exception {
    // When
    Arrival arrival = arrive("gone", directory.resolve("gone.xip"), Sha256.digest(new byte[0]));

    // Then
    Outcome rejected = outcome(arrival, Outcome::hasArchiveRejected);
    assertThat(rejected.getArchiveRejected().getReason()).isEqualTo("unreadable-file");
  }

  @Test
  void shouldSetARecordAsideThatIsNoArrival() {
    // When
    try (Producer<String, byte[]> producer = clients.producer(Map.of())) {
      var _ =
          producer.send(
              new ProducerRecord<>(Topic.ARRIVALS.name(), "poison", new byte[] {1, 2, 3}));
    }

    // Then
    await()
        .untilAsserted(() ->
            assertThat(CommittedRecords.of(clients, Topic.DEAD_LETTERS))
                .filteredOn(letter -> letter.getReason().equals("malformed-record"))
                .extracting(DeadLetter::getUndecodable)
                .containsExactly(ByteString.copyFrom(new byte[] {1, 2, 3})));
  }

  private void assertNothingLeftOf(Arrival arrival) throws IOException {
    assertThat(entries(arrival)).isEmpty();
    assertThat(store.find(PayloadKey.ofManifest(new ArchiveId(arrival.getArchiveId())))).isEmpty();
    try (var files = Files.walk(directory.resolve("payloads"))) {
      assertThat(files.filter(Files::isRegularFile).map(Path::toString))
          .noneMatch(name -> name.contains(arrival.getArchiveId()));
    }
  }

  private Arrival arrive(String connector, Path archive) throws IOException {
    return arrive(connector, archive, Sha256.digest(Files.readAllBytes(archive)));
  }

  private Arrival arrive(String connector, Path archive, Sha256 digest) {
    Arrival arrival =
        Arrival.newBuilder()
            .setConnector(connector)
            .setArchiveId(digest.hex())
            .setArrivalId(UUID.randomUUID().toString())
            .setLocation(archive.toUri().toString())
            .setFileName(String.valueOf(archive.getFileName()))
            .setSnapshotId(snapshotId)
            .build();
    try (Producer<String, byte[]> producer = clients.producer(Map.of())) {
      var _ =
          producer.send(
              new ProducerRecord<>(
                  Topic.ARRIVALS.name(), connector + "/" + digest.hex(), arrival.toByteArray()));
    }
    return arrival;
  }

  private String storeSnapshot() throws Exception {
    var snapshot =
        Snapshot.newBuilder()
            .setTrust(
                TrustRules.newBuilder()
                    .addAnchors(ByteString.copyFrom(TestPki.root().leaf().getEncoded()))
                    .setAtEpochMillis(Instant.parse("2026-11-01T12:00:00Z").toEpochMilli()))
            .build();
    var key = PayloadKey.ofSnapshot(Sha256.digest(snapshot.toByteArray()));
    return store.put(key, snapshot::writeTo).sha256().hex();
  }

  private Outcome outcome(Arrival arrival, Predicate<Outcome> kind) {
    return await()
        .until(() -> outcomes(arrival).stream().filter(kind).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  private List<Outcome> outcomes(Arrival arrival) {
    return CommittedRecords.of(clients, Topic.OUTCOMES).stream()
        .filter(outcome -> outcome.getArchiveId().equals(arrival.getArchiveId()))
        .toList();
  }

  private List<Entry> entries(Arrival arrival) {
    return CommittedRecords.of(clients, Topic.ENTRIES).stream()
        .filter(entry -> entry.getArchiveId().equals(arrival.getArchiveId()))
        .toList();
  }

  private static Entry entry(List<Entry> entries, String path) {
    return entries.stream().filter(it -> it.getPath().equals(path)).findFirst().orElseThrow();
  }

  private static EntryPath path(String text) {
    return new EntryPath(text);
  }

  private static byte[] flipLastByte(byte[] bytes) {
    byte[] changed = bytes.clone();
    changed[changed.length - 1] ^= 1;
    return changed;
  }
}
