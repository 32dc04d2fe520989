package org.xipline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.pack.ArchiveFixture;
import org.xipline.runtime.broker.EmbeddedBrokerExtension;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.kafka.CommittedRecords;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.service.ServiceContext;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.ArchiveRestaged;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.EntryKind;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.Restaging;
import org.xipline.schemas.topic.Topic;

/** The whole service against a real broker. */
@ExtendWith(EmbeddedBrokerExtension.class)
@Timeout(60)
class IngestServiceTest {
  @TempDir private Path directory;

  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private IngestBench bench;
  private IngestService service;

  @BeforeEach
  void start(KafkaConnection connection) throws Exception {
    bench = new IngestBench(connection, directory);
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
        new ServiceContext(
            "test",
            Path.of("unused"),
            connection,
            bench.store,
            new SimpleMeterRegistry(),
            (name, cause) -> failures.add(cause)),
        IngestSettings.embedded(ArchiveLimits.DEFAULT));
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
    Arrival arrival = bench.arrive("good", archive);

    // Then
    Outcome accepted = bench.outcome(arrival, Outcome::hasArchiveAccepted);
    assertThat(accepted.getArchiveAccepted().getEntries()).isEqualTo(3);
    assertThat(accepted.getArchiveAccepted().getItems()).isEqualTo(1);
    assertThat(accepted.getArchiveAccepted().getSigner().getSha256()).hasSize(64);
    assertThat(accepted.getArchiveAccepted().getMailboxServer()).isEqualTo(IngestBench.MAILBOXES);
    assertThat(accepted.getArchiveAccepted().getManifestSha256().size()).isEqualTo(32);
    List<Entry> entries = bench.entries(arrival);
    assertThat(entries)
        .extracting(Entry::getPath)
        .containsExactlyInAnyOrder(
            "d/a.json", "d/attachments/a/note.txt", "d/attachments/a/large.bin");
    Entry item = entry(entries, "d/a.json");
    assertThat(item.getKind()).isEqualTo(EntryKind.ENTRY_KIND_ITEM);
    assertThat(item.getPayload().getInline().toStringUtf8()).isEqualTo("{\"Id\":\"a\"}");
    assertThat(item.getSnapshotId()).isEqualTo(bench.snapshotId);
    Entry attachment = entry(entries, "d/attachments/a/large.bin");
    try (InputStream in = bench.store.open(attachment.getPayload().getClaimCheck())) {
      assertThat(in.readAllBytes()).isEqualTo(large);
    }
    assertThat(bench.outcomes(arrival))
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
    Arrival arrival = bench.arrive("changed", archive);

    // Then
    Outcome rejected = bench.outcome(arrival, Outcome::hasArchiveRejected);
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
    Arrival arrival = bench.arrive("late", archive);

    // Then
    Outcome rejected = bench.outcome(arrival, Outcome::hasArchiveRejected);
    assertThat(rejected.getArchiveRejected().getReason()).isEqualTo("unsafe-entry");
    assertNothingLeftOf(arrival);
    assertThat(
            bench.store.find(
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
    Arrival first = bench.arrive("again", archive);
    bench.outcome(first, Outcome::hasArchiveAccepted);
    service.close();
    service = service(connection);
    service.start();

    // When
    Arrival second = bench.arrive("again", archive);

    // Then
    await()
        .untilAsserted(() ->
            assertThat(bench.outcomes(second))
                .filteredOn(Outcome::hasArchiveRepeated)
                .extracting(outcome -> outcome.getArchiveRepeated().getArrivalId())
                .containsExactly(second.getArrivalId()));
    assertThat(bench.entries(first)).hasSize(1);
  }

  @Test
  void shouldWaitForAFileThatItCannotSeeAndGoOnWithOthersMeanwhile() throws Exception {
    // Given a file that is there, but not where this instance looks
    Path elsewhere =
        ArchiveFixture.create().file("w.json", "{}").writeTo(directory.resolve("elsewhere.xip"));
    Path here = directory.resolve("unseen.xip");
    Sha256 digest = Sha256.digest(Files.readAllBytes(elsewhere));
    Arrival unseen = bench.arrive("unseen", here, digest, 2, it -> it);
    Path good =
        ArchiveFixture.create().file("g.json", "{}").writeTo(directory.resolve("good2.xip"));
    Arrival behind =
        bench.arrive("behind", good, Sha256.digest(Files.readAllBytes(good)), 2, it -> it);

    // When
    bench.outcome(behind, Outcome::hasArchiveAccepted);

    // Then
    assertThat(bench.outcomes(unseen)).isEmpty();
    assertThat(service.health().state()).isEqualTo(Health.State.DEGRADED);
    assertThat(service.health().details().get("unreadable"))
        .contains("unseen/" + digest.hex(), "the file does not exist");

    // When
    Files.move(elsewhere, here);

    // Then
    bench.outcome(unseen, Outcome::hasArchiveAccepted);
    await().until(() -> service.health().state() == Health.State.UP);
    assertThat(bench.outcomes(unseen)).filteredOn(Outcome::hasArchiveRejected).isEmpty();
  }

  @Test
  void shouldSetARecordAsideThatIsNoArrival() {
    // When
    bench.send(null, "poison", new byte[] {1, 2, 3});

    // Then
    await()
        .untilAsserted(() ->
            assertThat(CommittedRecords.of(bench.clients, Topic.DEAD_LETTERS))
                .filteredOn(letter -> letter.getReason().equals("malformed-record"))
                .extracting(DeadLetter::getUndecodable)
                .containsExactly(ByteString.copyFrom(new byte[] {1, 2, 3})));
    assertThat(CommittedRecords.of(bench.clients, Topic.OUTCOMES))
        .filteredOn(Outcome::hasRecordSetAside)
        .hasSize(1);
  }

  @Test
  void shouldSetAnImpossibleArrivalAsideAndGoOn() throws Exception {
    // Given
    Path archive =
        ArchiveFixture.create().file("next.json", "{}").writeTo(directory.resolve("next.xip"));

    // When
    Arrival impossible =
        bench.arrive(
            "impossible", archive, Sha256.digest(new byte[0]), 0, it -> it.setArchiveId("a.xip"));
    Arrival next =
        bench.arrive("next", archive, Sha256.digest(Files.readAllBytes(archive)), 0, it -> it);

    // Then
    bench.outcome(next, Outcome::hasArchiveAccepted);
    assertThat(CommittedRecords.of(bench.clients, Topic.DEAD_LETTERS))
        .filteredOn(letter -> letter.getUndecodable().equals(impossible.toByteString()))
        .singleElement()
        .satisfies(letter -> assertThat(letter.getReason()).isEqualTo("malformed-record"));
  }

  @Test
  void shouldStageAgainWhatIsAbsentOfAnArchiveThatWasAccepted() throws Exception {
    // Given
    Path archive =
        ArchiveFixture.create()
            .file("r.json", "{}")
            .file("attachments/r.bin", new byte[1000])
            .file("attachments/s.bin", new byte[1000])
            .writeTo(directory.resolve("restaged.xip"));
    Arrival first = bench.arrive("restaged", archive);
    bench.outcome(first, Outcome::hasArchiveAccepted);
    var id = new ArchiveId(first.getArchiveId());
    bench.store.delete(PayloadKey.ofEntry(id, path("attachments/r.bin")));
    bench.store.delete(PayloadKey.ofManifest(id));

    // When
    Arrival again =
        bench.arrive(
            "restaged",
            archive,
            Sha256.ofHex(first.getArchiveId()),
            null,
            it -> it.setRestaging(Restaging.newBuilder().setRequestedBy("ann").setWhy("audit")));

    // Then
    Outcome restaged = bench.outcome(again, Outcome::hasArchiveRestaged);
    assertThat(restaged.getArchiveRestaged())
        .isEqualTo(
            ArchiveRestaged.newBuilder()
                .setArrivalId(again.getArrivalId())
                .setPayloads(2)
                .setRequestedBy("ann")
                .setWhy("audit")
                .build());
    assertThat(bench.store.find(PayloadKey.ofEntry(id, path("attachments/r.bin")))).isPresent();
    assertThat(bench.store.find(PayloadKey.ofManifest(id))).isPresent();
    assertThat(bench.entries(first)).hasSize(3);
    assertThat(bench.outcomes(again)).filteredOn(Outcome::hasArchiveRepeated).hasSize(1);
  }

  private void assertNothingLeftOf(Arrival arrival) throws IOException {
    assertThat(bench.entries(arrival)).isEmpty();
    assertThat(bench.store.find(PayloadKey.ofManifest(new ArchiveId(arrival.getArchiveId()))))
        .isEmpty();
    try (var files = Files.walk(bench.payloads())) {
      assertThat(files.filter(Files::isRegularFile).map(Path::toString))
          .noneMatch(name -> name.contains(arrival.getArchiveId()));
    }
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
