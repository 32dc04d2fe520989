package org.xipline.console.purge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.xipline.console.ledger.Facts.external;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.console.action.ActionRequest;
import org.xipline.console.action.Actions;
import org.xipline.console.action.ConsoleProcess;
import org.xipline.console.action.Liveness;
import org.xipline.console.deadletter.Attribution;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.Facts;
import org.xipline.console.pipeline.DataDirectory;
import org.xipline.console.pipeline.EmbeddedPipeline;
import org.xipline.runtime.payload.ArchivePayloads;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.AcceptedArchive;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.topic.Topic;

class PurgeTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final ConnectorName DESK = new ConnectorName("desk");
  private static final ArchiveKey FIRST = new ArchiveKey(DESK, new ArchiveId("1a".repeat(32)));
  private static final ArchiveKey SECOND = new ArchiveKey(DESK, new ArchiveId("2b".repeat(32)));

  @TempDir private Path directory;
  private final List<PurgedArchive> looked = new ArrayList<>();

  @Test
  @Timeout(120)
  void shouldKeepAHoldThatIsPlacedWhileItPurges() throws Exception {
    try (var pipeline = EmbeddedPipeline.open(new DataDirectory(directory))) {
      // Given two archives that may go
      stage(pipeline, FIRST);
      stage(pipeline, SECOND);
      pipeline.ledger().awaitCaughtUp(SOON);

      // When somebody places a hold on the second as soon as the first has gone
      var purge =
          new PurgeKind(
              () -> pipeline.ledger().queries(),
              pipeline.clients(),
              pipeline.payloads(),
              InstantSource.system(),
              archive -> {
                looked.add(archive);
                if (looked.size() == 1) {
                  hold(pipeline);
                }
              });
      var _ = pipeline.actions().run(purge, request());

      // Then it stays
      assertThat(looked)
          .extracting(PurgedArchive::archive)
          .containsExactly(FIRST.archiveId(), SECOND.archiveId());
      assertThat(looked.get(0).kept()).isEmpty();
      assertThat(looked.get(1).kept()).hasValue("legal hold");
      assertThat(pipeline.payloads().find(PayloadKey.ofManifest(FIRST.archiveId()))).isEmpty();
      assertThat(pipeline.payloads().find(PayloadKey.ofManifest(SECOND.archiveId()))).isPresent();

      // And says so when it is looked at again
      assertThat(new PurgeJob(pipeline, InstantSource.system()).look(Duration.ZERO))
          .singleElement()
          .isEqualTo(looked.get(1));
    }
  }

  @Test
  @Timeout(120)
  void shouldKeepAHoldThatIsPlacedWhileItRemovesThePayloadsOfThatArchive() throws Exception {
    try (var pipeline = EmbeddedPipeline.open(new DataDirectory(directory))) {
      // Given an archive that may go, as far as anybody knows when it is looked at
      stage(pipeline, SECOND);
      pipeline.ledger().awaitCaughtUp(SOON);
      var asked = new ArrayList<ArchiveKey>();
      var purge =
          new Purge(
              pipeline.ledger().queries(),
              pipeline.payloads(),
              _ -> true,
              archive -> {
                asked.add(archive);
                return asked.size() > 1;
              },
              Duration.ofDays(30),
              InstantSource.system());

      // When the hold is there by the time that its removal is announced
      PurgedArchive purged = purge.remove(SECOND.archiveId());

      // Then nothing is removed
      assertThat(purged.kept()).hasValue("legal hold");
      assertThat(pipeline.payloads().find(PayloadKey.ofManifest(SECOND.archiveId()))).isPresent();
    }
  }

  @Test
  @Timeout(120)
  void shouldRemoveOfWhatWasNeverAcceptedOnlyWhatWasStagedADayAgo() throws Exception {
    try (var pipeline = EmbeddedPipeline.open(new DataDirectory(directory))) {
      // Given one that may go, one that is within its retention time, and such as no account knows
      ArchiveId givenUp = new ArchiveId("3c".repeat(32));
      ArchiveId fresh = new ArchiveId("4d".repeat(32));
      ArchiveId accepted = new ArchiveId("5e".repeat(32));
      ArchiveId undated = new ArchiveId("6f".repeat(32));
      stage(pipeline, FIRST);
      begin(pipeline, givenUp, Duration.ofHours(24));
      begin(pipeline, fresh, Duration.ofHours(23));
      begin(pipeline, accepted, Duration.ofHours(48));
      accept(pipeline, accepted);
      pipeline.payloads().put(PayloadKey.ofManifest(undated), out -> out.write(1));
      pipeline.ledger().awaitCaughtUp(SOON);

      // When
      var job = new PurgeJob(pipeline, InstantSource.system());
      List<PurgedArchive> looked = job.look(Duration.ofDays(60));
      List<PurgedArchive> purged = job.run(Duration.ofDays(60), "dora");

      // Then
      assertThat(looked).extracting(PurgedArchive::archive).contains(undated);
      assertThat(purged)
          .extracting(it -> it.archive().hex().substring(0, 2), it -> it.kept().orElse("gone"))
          .containsExactly(
              tuple("1a", "within the retention time"),
              tuple("3c", "gone"),
              tuple("4d", "no connector has accepted it, and it was staged less than a day ago"),
              tuple("5e", "it was accepted, but the ledger has no account of it"),
              tuple("6f", "no connector has accepted it, and it was staged less than a day ago"));
      var left = new ArchivePayloads(pipeline.payloads(), InstantSource.system()).archives();
      assertThat(left).containsExactlyInAnyOrder(FIRST.archiveId(), fresh, accepted, undated);
    }
  }

  /** As a try that did not come to its end. */
  private static void begin(EmbeddedPipeline pipeline, ArchiveId archive, Duration ago)
      throws IOException {
    Instant then = Instant.now().minus(ago);
    var _ = new ArchivePayloads(pipeline.payloads(), () -> then).stage(archive);
    pipeline
        .payloads()
        .put(PayloadKey.ofEntry(archive, new EntryPath("a.json")), out -> out.write(1));
  }

  /** As ingest does it; what it says about it comes later. */
  private static void accept(EmbeddedPipeline pipeline, ArchiveId archive) throws Exception {
    try (var producer = pipeline.clients().producer(Map.of())) {
      producer
          .send(
              new ProducerRecord<>(
                  Topic.ARCHIVES.name(),
                  new ArchiveKey(DESK, archive).asRecordKey(),
                  AcceptedArchive.getDefaultInstance().toByteArray()))
          .get();
    }
  }

  private static void stage(EmbeddedPipeline pipeline, ArchiveKey archive) throws Exception {
    pipeline.payloads().put(PayloadKey.ofManifest(archive.archiveId()), out -> out.write(1));
    var facts = new Facts(archive).at(Instant.now().minus(Duration.ofDays(40)));
    try (var producer = pipeline.clients().producer(Map.of())) {
      for (Outcome fact :
          List.of(
              facts.accepted("r1", 1, 1),
              facts.converted("a.json", external("eve@fabrikam.example")))) {
        producer
            .send(
                new ProducerRecord<>(
                    Topic.OUTCOMES.name(), archive.archiveId().hex(), fact.toByteArray()))
            .get();
      }
    }
  }

  /** Another operator. */
  private static void hold(EmbeddedPipeline pipeline) {
    try (var actions =
        new Actions(
            pipeline.clients(),
            pipeline.payloads(),
            InstantSource.system(),
            ConsoleProcess.current(),
            Liveness.alone())) {
      new HoldChange(actions, new Attribution("dora", "litigation"))
          .make(HoldKind.PLACE, new HeldArchives(DESK.value(), SECOND.archiveId().hex()));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ActionRequest request() {
    return new ActionRequest(
        UUID.randomUUID().toString(),
        "old payloads",
        "dora",
        "retention",
        List.of(FIRST.archiveId().hex(), SECOND.archiveId().hex()),
        0,
        Map.of(PurgeKind.RETENTION, Duration.ofDays(30).toString()));
  }
}
