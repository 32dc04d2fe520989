package org.xipline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.pack.ArchiveFixture;
import org.xipline.ingest.drop.Drops;
import org.xipline.ingest.publication.AcceptedArchives;
import org.xipline.runtime.payload.ArchivePayloads;
import org.xipline.runtime.payload.DirectoryPayloadStore;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadFolder;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.reason.RejectionReason;
import org.xipline.schemas.record.AcceptedArchive;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.Restaging;
import org.xipline.schemas.topic.Topic;

class ArchiveIngestionTest {
  private static final TopicPartition ARCHIVES = new TopicPartition(Topic.ARCHIVES.name(), 0);

  @TempDir private Path directory;

  private final MockConsumer<String, byte[]> committed = new MockConsumer<>("earliest");
  private final MockConsumer<String, byte[]> ends = new MockConsumer<>("earliest");
  private final List<Instant> asked = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-20T08:00:00Z");
  private boolean gone;
  private long known;
  private PayloadStore store;
  private String snapshotId;
  private ArchiveIngestion ingestion;

  @BeforeEach
  void setUp() throws Exception {
    store = new DirectoryPayloadStore(directory.resolve("payloads"));
    snapshotId = IngestBench.storeSnapshot(store);
    committed.updateBeginningOffsets(Map.of(ARCHIVES, 0L));
    ends.updateEndOffsets(Map.of(ARCHIVES, 0L));
    ingestion =
        new ArchiveIngestion(
            store,
            new AcceptedArchives(committed, ends),
            ArchiveLimits.DEFAULT,
            new Drops(Map.of()),
            (_, since) -> {
              asked.add(since);
              return gone;
            },
            () -> now);
  }

  @Test
  void shouldStageAGenuineArchive() throws IOException {
    // Given
    Path file = good();

    // When
    Ingestion result = ingestion.ingest(arrival("desk", file));

    // Then
    assertThat(result)
        .isInstanceOfSatisfying(
            Ingestion.Accepted.class,
            it -> {
              assertThat(it.acceptance().mailboxServer()).isEqualTo(IngestBench.MAILBOXES);
              assertThat(it.acceptance().staged().entries()).isEqualTo(2);
              assertThat(it.acceptance().staged().items()).isEqualTo(1);
              assertThat(it.acceptance().staged().added()).isEqualTo(2);
              assertThat(it.acceptance().signer().getSubject()).contains("CN=");
            });
    assertThat(payloads()).contains(attachmentOf(file), PayloadKey.ofManifest(idOf(file)));
    assertThat(payloads("stagings")).hasSize(1);

    // When it is told
    ingestion.settle(((Ingestion.Accepted) result).staging());

    // Then its payloads go by its account
    assertThat(payloads()).contains(attachmentOf(file), PayloadKey.ofManifest(idOf(file)));
    assertThat(payloads("stagings")).isEmpty();
  }

  @Test
  void shouldLeaveNothingOfAnArchiveThatFailsLate() throws IOException {
    // Given
    Path file = failingLate();

    // When
    Ingestion result = ingestion.ingest(arrival("desk", file));

    // Then
    assertThat(result)
        .isInstanceOfSatisfying(
            Ingestion.Rejected.class,
            it -> {
              assertThat(it.reason()).isEqualTo(RejectionReason.UNSAFE_ENTRY);
              assertThat(it.signer()).isPresent();
            });
    assertThat(payloads()).isEmpty();
    assertThat(payloads("stagings")).isEmpty();
  }

  @Test
  void shouldNotRemoveWhatAnotherConnectorHasAccepted() throws IOException {
    // Given payloads of an archive that was accepted by a version that was less strict
    Path file = failingLate();
    stageBefore(file);
    know("other", file, AcceptedArchive.getDefaultInstance());

    // When
    Ingestion result = ingestion.ingest(arrival("desk", file));

    // Then
    assertThat(result).isInstanceOf(Ingestion.Rejected.class);
    assertThat(payloads()).contains(attachmentOf(file), PayloadKey.ofManifest(idOf(file)));
    assertThat(payloads("stagings")).isEmpty();
  }

  @Test
  void shouldNotRemoveWhatAnotherInstanceHasStagedAndNotYetPublished() throws IOException {
    // Given
    Path file = failingLate();
    stageBefore(file);
    var another = new ArchivePayloads(store, () -> now);
    another.stage(idOf(file));

    // When
    Ingestion result = ingestion.ingest(arrival("desk", file));

    // Then
    assertThat(result).isInstanceOf(Ingestion.Rejected.class);
    assertThat(payloads()).contains(attachmentOf(file), PayloadKey.ofManifest(idOf(file)));
    assertThat(payloads("stagings")).hasSize(1);
  }

  @Test
  void shouldNotVerifyAnArchiveAgainThatTheConnectorHasAccepted() throws IOException {
    // Given an archive whose file is not there any more
    Path file = good();
    Arrival arrival = arrival("desk", file);
    know("desk", file, AcceptedArchive.getDefaultInstance());
    Files.delete(file);

    // Then
    assertThat(ingestion.ingest(arrival)).isEqualTo(new Ingestion.Repeated());
  }

  @Test
  void shouldGoOnWithAnArchiveThatIsNotPublishedWhole() throws IOException {
    Path file = good();
    know("desk", file, AcceptedArchive.newBuilder().setEntries(2).setPublishedEntries(1).build());

    assertThat(ingestion.ingest(arrival("desk", file))).isEqualTo(new Ingestion.Unfinished());
    assertThat(ingestion.ingest(restaging(arrival("desk", file))))
        .isEqualTo(new Ingestion.Unfinished());
    assertThat(payloads()).isEmpty();
  }

  @Test
  void shouldStageAgainWhatIsAbsentWhereThatIsAskedFor() throws IOException {
    // Given
    Path file = good();
    know("desk", file, AcceptedArchive.getDefaultInstance());
    store.put(
        PayloadKey.ofEntry(idOf(file), new EntryPath("attachments/a.bin")),
        out -> out.write(new byte[10]));

    // When
    Ingestion result = ingestion.ingest(restaging(arrival("desk", file)));

    // Then the manifest was absent
    assertThat(result)
        .isInstanceOfSatisfying(
            Ingestion.Restaged.class, it -> assertThat(it.payloads()).isEqualTo(1));
    assertThat(payloads()).contains(attachmentOf(file), PayloadKey.ofManifest(idOf(file)));
  }

  @Test
  void shouldTakeAnArchiveInAnewThatIsAskedForAgainAndIsNotKnown() throws IOException {
    assertThat(ingestion.ingest(restaging(arrival("desk", good()))))
        .isInstanceOf(Ingestion.Accepted.class);
  }

  @Test
  void shouldPassOnAnArchiveThatItCannotSee() throws IOException {
    // Given
    Path file = good();
    Arrival arrival = arrival("desk", file);
    Files.delete(file);

    // When
    Ingestion result = ingestion.ingest(arrival);

    // Then
    assertThat(result)
        .isInstanceOfSatisfying(
            Ingestion.PassedOn.class,
            it ->
                assertThat(it.next().getUnseen().getDetail()).isEqualTo("the file does not exist"));
    assertThat(asked).containsExactly(now);

    // When
    Instant first = now;
    now = now.plus(Duration.ofHours(24));
    Ingestion later = ingestion.ingest(((Ingestion.PassedOn) result).next());

    // Then
    assertThat(later)
        .isEqualTo(
            new Ingestion.Rejected(
                RejectionReason.UNREADABLE_FILE,
                "the file does not exist; no instance could read it since " + first,
                Optional.empty()));
    assertThat(asked).containsExactly(first, first);
  }

  @Test
  void shouldRejectAnArchiveWhoseFileIsGoneForItsPosterToo() throws IOException {
    Path file = good();
    Arrival arrival = arrival("desk", file);
    Files.delete(file);
    gone = true;

    assertThat(ingestion.ingest(arrival))
        .isEqualTo(
            new Ingestion.Rejected(
                RejectionReason.UNREADABLE_FILE, "the file does not exist", Optional.empty()));
  }

  @Test
  void shouldPassOnAnArchiveWhoseFileIsAnotherHere() throws IOException {
    // Given
    Path file = good();
    Arrival arrival = arrival("desk", file);
    Files.move(failingLate(), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    // Then
    assertThat(ingestion.ingest(arrival))
        .isInstanceOfSatisfying(
            Ingestion.PassedOn.class,
            it -> assertThat(it.next().getUnseen().getDetail()).contains("has changed"));
    assertThat(payloads()).isEmpty();
  }

  @Test
  void shouldPassOnAnArchiveWhoseRulesAreNotHere() throws IOException {
    Arrival arrival =
        arrival("desk", good()).toBuilder()
            .setSnapshotId(Sha256.digest(new byte[] {9}).hex())
            .build();

    assertThat(ingestion.ingest(arrival))
        .isInstanceOfSatisfying(
            Ingestion.PassedOn.class,
            it -> assertThat(it.next().getUnseen().getDetail()).contains("users and rules"));
  }

  @Test
  void shouldPassOnAnArchiveInADropThatThisInstanceHasNoAccessTo() throws IOException {
    Arrival arrival = arrival("desk", good()).toBuilder().setLocation("azure:drop/a.xip").build();

    assertThat(ingestion.ingest(arrival))
        .isInstanceOfSatisfying(
            Ingestion.PassedOn.class,
            it -> assertThat(it.next().getUnseen().getDetail()).contains("cannot be fetched"));
  }

  @Test
  void shouldTryAgainWhenThePayloadStoreFails() throws IOException {
    // Given a store in which the manifest cannot be written
    Path file = good();
    Files.createFile(directory.resolve("payloads/manifests"));

    // Then nothing is decided
    assertThatThrownBy(() -> ingestion.ingest(arrival("desk", file)))
        .isInstanceOf(IOException.class);
    Files.delete(directory.resolve("payloads/manifests"));
    assertThat(ingestion.ingest(arrival("desk", file))).isInstanceOf(Ingestion.Accepted.class);
  }

  private Path good() throws IOException {
    return ArchiveFixture.create()
        .file("a.json", "{\"Id\":\"a\"}")
        .file("attachments/a.bin", new byte[10])
        .writeTo(directory.resolve("good.xip"));
  }

  private Path failingLate() throws IOException {
    return ArchiveFixture.create()
        .file("a.json", "{\"Id\":\"a\"}")
        .file("attachments/a.bin", new byte[10])
        .file("zz/../../evil", "evil")
        .writeTo(directory.resolve("late.xip"));
  }

  private void stageBefore(Path file) throws IOException {
    store.put(attachmentOf(file), out -> out.write(new byte[10]));
    store.put(PayloadKey.ofManifest(idOf(file)), out -> out.write(7));
  }

  private void know(String connector, Path file, AcceptedArchive archive) throws IOException {
    String key = connector + "/" + idOf(file).hex();
    committed.addRecord(
        new ConsumerRecord<>(ARCHIVES.topic(), 0, known++, key, archive.toByteArray()));
    ends.updateEndOffsets(Map.of(ARCHIVES, known));
  }

  private Arrival arrival(String connector, Path file) throws IOException {
    return Arrival.newBuilder()
        .setConnector(connector)
        .setArchiveId(idOf(file).hex())
        .setArrivalId("arrival-1")
        .setLocation(file.toUri().toString())
        .setFileName("a.xip")
        .setSnapshotId(snapshotId)
        .build();
  }

  private static Arrival restaging(Arrival arrival) {
    return arrival.toBuilder().setRestaging(Restaging.newBuilder().setRequestedBy("ann")).build();
  }

  private static ArchiveId idOf(Path file) throws IOException {
    return ArchiveId.of(Sha256.digest(Files.readAllBytes(file)));
  }

  private static PayloadKey attachmentOf(Path file) throws IOException {
    return PayloadKey.ofEntry(idOf(file), new EntryPath("attachments/a.bin"));
  }

  private List<PayloadKey> payloads() throws IOException {
    var keys = new ArrayList<>(payloads("entries"));
    keys.addAll(payloads("manifests"));
    return keys;
  }

  private List<PayloadKey> payloads(String folder) throws IOException {
    var keys = new ArrayList<PayloadKey>();
    store.forEach(new PayloadFolder(folder), (key, _) -> keys.add(key));
    return keys;
  }
}
