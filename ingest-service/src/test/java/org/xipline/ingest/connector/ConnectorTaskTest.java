package org.xipline.ingest.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.ingest.drop.CanonicalDropLocation;
import org.xipline.ingest.drop.FileStability;
import org.xipline.ingest.drop.ScriptedDrop;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.payload.DirectoryPayloadStore;
import org.xipline.schemas.record.ArrivalResult;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.ConnectorRun;
import org.xipline.schemas.record.Schedule;
import org.xipline.schemas.record.UserSource;

class ConnectorTaskTest {
  private static final Duration SETTLE = Duration.ofSeconds(10);
  private static final Instant ADDED = Instant.parse("2026-11-19T12:00:00Z");

  @TempDir private Path directory;

  private final ScriptedDrop drop = new ScriptedDrop();
  private final ScriptedIngest ingest = new ScriptedIngest();
  private final ScriptedIngest.Book book = ingest.book();
  private final DropClaims claims = new DropClaims();
  private final ShiftedClock clock = new ShiftedClock(Instant.parse("2026-11-20T02:00:00Z"));
  private Connector connector =
      Connector.newBuilder()
          .setName("desk")
          .setDrop("directory:/srv/desk")
          .setAddedAt(Moments.timestamp(ADDED))
          .setSchedule(Schedule.newBuilder().setTimeOfDay("02:00").setZone("UTC"))
          .setExpectedBy("08:00")
          .setLimitBytes(1)
          .setUsers(UserSource.newBuilder().addAcceptedDomains("contoso.example"))
          .build();

  private ConnectorTask task;

  @BeforeEach
  void takeOver() {
    task = taskOf(ConnectorRun.getDefaultInstance());
  }

  private ConnectorTask taskOf(ConnectorRun last) {
    return new ConnectorTask(connector, last, new Scripted(), ingest.arrivals(), book, claims);
  }

  private final class Scripted implements ConnectorTask.Pollers {
    @Override
    public CanonicalDropLocation placeOf(String location) {
      return new CanonicalDropLocation("scripted", List.of(location));
    }

    @Override
    public DropPoller open(String location) throws IOException {
      return new DropPoller(
          drop,
          new DirectoryPayloadStore(directory),
          ingest.arrivals(),
          book,
          new FileStability(SETTLE),
          new DropMetrics(new SimpleMeterRegistry()));
    }
  }

  private ConnectorRun turn() throws Exception {
    task.turn(clock.instant());
    clock.advance(SETTLE);
    return task.view().run();
  }

  private ConnectorRun turnAt(String time) throws Exception {
    clock.set(Instant.parse(time));
    return turn();
  }

  private void answerAll() {
    ingest.published().forEach(arrival -> ingest.answer(arrival, drop::contentAt));
    book.readOn();
  }

  private boolean isMissingAt(String time) {
    return task.view().missingSince(Instant.parse(time)).isPresent();
  }

  @Test
  void shouldEndARunThoughAFileIsAProblemAndSayWhich() throws Exception {
    // Given
    drop.put("a.xip", "a");
    drop.put("b\n.xip", "b");
    drop.setReadable("b\n.xip", false);

    // When
    turn();
    ConnectorRun run = turn();

    // Then
    assertThat(run.hasEndedAt()).isTrue();
    assertThat(run.getPublished()).isEqualTo(1);
    assertThat(run.getProblem()).isEqualTo("b%0A.xip: cannot be read: permission denied");

    // And the run stays the same one when the file can be read
    drop.setReadable("b\n.xip", true);
    ConnectorRun mended = turn();
    assertThat(mended.getProblem()).isEmpty();
    assertThat(mended.getPublished()).isEqualTo(2);
    assertThat(mended.getStartedAt()).isEqualTo(run.getStartedAt());
    assertThat(mended.getEndedAt()).isEqualTo(run.getEndedAt());
  }

  @Test
  void shouldSayWhatIsWrongWithTheDropAndGoOnWithTheRun() throws Exception {
    // Given
    drop.between(() -> {
      throw new NoSuchFileException("/srv/desk");
    });
    ConnectorRun failing = turn();
    assertThat(failing.getProblem()).isEqualTo("directory:/srv/desk: no such file or directory");
    assertThat(failing.hasEndedAt()).isFalse();

    // When
    drop.between(() -> {});
    ConnectorRun run = turn();

    // Then
    assertThat(run.getProblem()).isEmpty();
    assertThat(run.getStartedAt()).isEqualTo(failing.getStartedAt());
    assertThat(run.hasEndedAt()).isTrue();
  }

  @Test
  void shouldCountAnArchiveAsFeedOnceItIsAccepted() throws Exception {
    // Given
    drop.put("README", "bad");
    turn();
    turn();
    assertThat(isMissingAt("2026-11-20T08:00:00Z")).as("published").isTrue();
    answerAll();
    turn();
    assertThat(isMissingAt("2026-11-20T08:00:00Z")).as("rejected").isTrue();

    // When
    drop.put("day.xip", "archive");
    turnAt("2026-11-21T02:00:00Z");
    turn();
    assertThat(isMissingAt("2026-11-21T08:00:00Z")).as("published").isTrue();
    answerAll();
    turn();

    // Then
    assertThat(isMissingAt("2026-11-21T08:00:00Z")).as("accepted").isFalse();
    assertThat(ExpectedFeed.lastArrival(task.view().run()))
        .contains(Instant.parse("2026-11-21T02:00:10Z"));
    assertThat(ingest.runs().getLast().hasFeed()).isTrue();

    // And the same archive does not count again
    drop.put("again.xip", "archive");
    turnAt("2026-11-22T02:00:00Z");
    turn();
    answerAll();
    turn();
    assertThat(ingest.answers().getLast().getResult())
        .isEqualTo(ArrivalResult.ARRIVAL_RESULT_REPEATED);
    assertThat(isMissingAt("2026-11-22T08:00:00Z")).as("repeated").isTrue();
  }

  @Test
  void shouldKnowTheFeedAfterATakeOverWhateverTheRecordLacks() throws Exception {
    // Given an archive that was accepted, and a record that an earlier version wrote
    drop.put("day.xip", "archive");
    turn();
    turn();
    answerAll();
    ConnectorRun earlier = ingest.runs().getLast().toBuilder().clearFeed().build();

    // When
    task = taskOf(earlier);
    turn();

    // Then
    assertThat(isMissingAt("2026-11-20T08:00:00Z")).isFalse();
  }

  @Test
  void shouldLeaveTheDropOfAnEarlierConnectorAlone() throws Exception {
    // Given
    Connector first =
        connector.toBuilder()
            .setName("first")
            .setAddedAt(Moments.timestamp(ADDED.minusSeconds(1)))
            .build();
    claims.announce(first);
    claims.claim(first, new Scripted().placeOf(first.getDrop()), clock.instant());
    drop.put("a.xip", "a");

    // When
    turn();
    ConnectorRun run = turn();

    // Then
    assertThat(run.getProblem()).contains("the drop of connector first");
    assertThat(ingest.published()).isEmpty();

    // And when the first one is taken out
    claims.withdraw("first");
    turn();
    turn();
    assertThat(ingest.published()).hasSize(1);
    assertThat(task.view().run().getProblem()).isEmpty();
  }

  @Test
  void shouldSayWhatWaitsForWhat() throws Exception {
    // Given
    drop.put("a.xip", "a");
    drop.put("b.xip", "b");
    drop.setReadable("b.xip", false);
    turn();
    drop.put("c.xip", "c");
    turn();

    // When
    Health health = DropHealth.of(List.of(task.view()), java.util.Map.of(), clock.instant());

    // Then
    assertThat(health.state()).isEqualTo(Health.State.DEGRADED);
    assertThat(health.details())
        .containsEntry(
            "connector desk",
            "action required: b.xip: cannot be read: permission denied;"
                + " 1 file waits for an answer from the ingest service, a.xip since"
                + " 2026-11-20T02:00:10Z;"
                + " 1 file waits to be completed: c.xip");
  }

  @Test
  void shouldBeDegradedWhenAnAnswerIsLongInComing() throws Exception {
    // Given
    drop.put("a.xip", "a");
    turn();
    turn();

    // When, then
    assertThat(healthAt("2026-11-20T03:00:09Z")).isEqualTo(Health.State.UP);
    assertThat(healthAt("2026-11-20T03:00:10Z")).isEqualTo(Health.State.DEGRADED);
    var registry = new SimpleMeterRegistry();
    new DropMetrics(registry).show(List.of(task.view()), Instant.parse("2026-11-20T03:00:10Z"));
    assertThat(registry.get("xipline.drop.unanswered.seconds").gauge().value()).isEqualTo(3600);
    assertThat(registry.get("xipline.drop.unanswered.files").gauge().value()).isEqualTo(1);
  }

  private Health.State healthAt(String time) {
    return DropHealth.of(List.of(task.view()), java.util.Map.of(), Instant.parse(time)).state();
  }
}
