package org.xipline.console.purge;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.xipline.console.deadletter.Authorship;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.Facts;
import org.xipline.console.pipeline.DataDirectory;
import org.xipline.console.pipeline.EmbeddedPipeline;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.payload.PayloadKey;
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
      new HoldChange(actions, new Authorship("dora", "litigation"))
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
