package org.xipline.ingest.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.ingest.drop.FileProblem;
import org.xipline.ingest.drop.FileStability;
import org.xipline.ingest.drop.ScriptedDrop;
import org.xipline.runtime.payload.DirectoryPayloadStore;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.UserSource;

class DropPollerTest {
  private static final Duration SETTLE = Duration.ofSeconds(10);
  private static final Connector CONNECTOR =
      Connector.newBuilder()
          .setName("desk")
          .setLimitBytes(1)
          .setUsers(UserSource.newBuilder().addAcceptedDomains("contoso.example"))
          .build();

  @TempDir private Path directory;

  private final ScriptedDrop drop = new ScriptedDrop();
  private final ScriptedIngest ingest = new ScriptedIngest();
  private final ScriptedIngest.Book book = ingest.book();
  private Instant now = Instant.parse("2026-11-20T02:00:00Z");
  private DropPoller poller;

  @BeforeEach
  void start() throws IOException {
    poller = newPoller();
  }

  private DropPoller newPoller() throws IOException {
    return new DropPoller(
        drop,
        new DirectoryPayloadStore(directory),
        ingest.arrivals(),
        book,
        new FileStability(SETTLE),
        new DropMetrics(new SimpleMeterRegistry()));
  }

  private int run() throws Exception {
    int published = poller.run(CONNECTOR, now);
    now = now.plus(SETTLE);
    return published;
  }

  private void runUntilSettled() throws Exception {
    int _ = run();
    int _ = run();
  }

  private void answerAll() {
    ingest.published().forEach(arrival -> ingest.answer(arrival, drop::contentAt));
    book.readOn();
  }

  private static String fileNames(java.util.List<Arrival> arrivals) {
    return String.join(" ", arrivals.stream().map(Arrival::getFileName).toList());
  }

  @Test
  void shouldPublishTheOthersWhereOneFileCannotBeRead() throws Exception {
    // Given
    drop.put("a.xip", "a");
    drop.put("b.xip", "b");
    drop.put("c.xip", "c");
    drop.setReadable("b.xip", false);

    // When
    runUntilSettled();

    // Then
    assertThat(fileNames(ingest.published())).isEqualTo("a.xip c.xip");
    assertThat(poller.standing().problems())
        .containsExactly(new FileProblem("b.xip", "cannot be read: permission denied"));
  }

  @Test
  void shouldTryAFileAgainLaterAndLater() throws Exception {
    // Given
    drop.put("a.xip", "a");
    drop.setReadable("a.xip", false);
    runUntilSettled();
    var opened = new java.util.ArrayList<Instant>();
    drop.between(() -> opened.add(now));

    // When
    for (int second = 0; second < 1200; second++) {
      now = now.plusSeconds(1);
      int _ = poller.betweenRuns(CONNECTOR, now);
    }

    // Then it was read, and not a thousand times
    long tries = opened.size() - 1200;
    assertThat(tries).isBetween(8L, 30L);

    // And as soon as it can be read, it is published as what the run has found
    drop.setReadable("a.xip", true);
    now = now.plus(Duration.ofMinutes(5));
    assertThat(poller.betweenRuns(CONNECTOR, now)).isEqualTo(1);
    assertThat(poller.standing().problems()).isEmpty();
  }

  @Test
  void shouldPublishNothingNewBetweenRuns() throws Exception {
    // Given
    runUntilSettled();
    drop.put("a.xip", "a");

    // When
    for (int i = 0; i < 3; i++) {
      now = now.plus(SETTLE);
      int _ = poller.betweenRuns(CONNECTOR, now);
    }

    // Then
    assertThat(ingest.published()).isEmpty();
  }

  @Test
  void shouldTakeAFileThatChangesWhileItIsReadForOneThatIsBeingWritten() throws Exception {
    // Given
    drop.put("a.xip", "half");
    drop.put("b.xip", "b");
    int _ = run();
    drop.between(new OnceAt(2, () -> drop.put("a.xip", "whole")));

    // When
    int published = run();

    // Then
    assertThat(published).isEqualTo(1);
    assertThat(fileNames(ingest.published())).isEqualTo("b.xip");
    assertThat(poller.standing().writing()).containsExactly("a.xip");
    assertThat(poller.standing().problems()).isEmpty();

    // And when it has settled
    runUntilSettled();
    assertThat(fileNames(ingest.published())).isEqualTo("b.xip a.xip");
  }

  @Test
  void shouldNotMindAFileThatIsTakenAway() throws Exception {
    // Given
    drop.put("a.xip", "a");
    drop.put("b.xip", "b");
    int _ = run();
    drop.between(new OnceAt(1, () -> drop.remove("a.xip")));

    // When
    int published = run();

    // Then
    assertThat(published).isEqualTo(1);
    assertThat(poller.standing().problems()).isEmpty();
    int _ = run();
    assertThat(poller.standing().writing()).isEmpty();
  }

  @Test
  void shouldMoveTheOthersWhereOneFileCannotBeMoved() throws Exception {
    // Given
    drop.put("a.xip", "a");
    drop.put("b.xip", "b");
    runUntilSettled();
    answerAll();
    drop.setMovable("a.xip", false);

    // When
    int _ = poller.betweenRuns(CONNECTOR, now);

    // Then
    assertThat(drop.contents()).containsOnlyKeys("a.xip", "imported/b.xip");
    assertThat(poller.standing().problems())
        .extracting(FileProblem::toString)
        .containsExactly("a.xip: has an answer but cannot be moved: permission denied");

    // And when it can be
    drop.setMovable("a.xip", true);
    now = now.plusSeconds(2);
    int _ = poller.betweenRuns(CONNECTOR, now);
    assertThat(drop.contents()).containsOnlyKeys("imported/a.xip", "imported/b.xip");
    assertThat(poller.standing()).isEqualTo(DropStanding.NOTHING);
  }

  @Test
  void shouldSayWhatLooksLikeAnArchiveUntilItIsGone() throws Exception {
    // Given
    drop.putFolder("a.xip");
    runUntilSettled();
    assertThat(poller.standing().problems()).hasSize(1);

    // When
    drop.removeFolder("a.xip");
    int _ = poller.betweenRuns(CONNECTOR, now);

    // Then
    assertThat(poller.standing().problems()).isEmpty();
  }

  @Test
  void shouldKnowWhatAnotherPollerPublishedAndSinceWhenItWaits() throws Exception {
    // Given a poller that published a file and died
    drop.put("a.xip", "a");
    runUntilSettled();
    Instant published = Moments.instant(ingest.published().getFirst().getArrivedAt());
    book.readOn();
    poller = newPoller();
    now = now.plus(Duration.ofHours(2));

    // When another one runs
    runUntilSettled();

    // Then
    assertThat(ingest.published()).hasSize(1);
    assertThat(poller.standing().oldestUnanswered())
        .contains(new DropStanding.UnansweredFile("a.xip", published));

    // And when the answer comes at last, between two runs
    answerAll();
    int _ = poller.betweenRuns(CONNECTOR, now);
    assertThat(drop.contents()).containsOnlyKeys("imported/a.xip");
  }

  @Test
  void shouldMoveAndPublishNothingWhilePaused() throws Exception {
    // Given one file that was published, and one that a run could not read
    drop.put("a.xip", "a");
    drop.put("b.xip", "b");
    drop.setReadable("b.xip", false);
    runUntilSettled();
    drop.setReadable("b.xip", true);
    answerAll();
    now = now.plus(Duration.ofMinutes(5));

    // When
    poller.whilePaused(CONNECTOR, now);

    // Then
    assertThat(drop.contents()).containsOnlyKeys("b.xip", "imported/a.xip");
    assertThat(ingest.published()).hasSize(1);
  }

  @Test
  void shouldStopWhereTheDropItselfFails() {
    // Given
    drop.put("a.xip", "a");
    drop.between(() -> {
      throw new IOException("the share is gone");
    });

    // When, then
    assertThatThrownBy(() -> poller.run(CONNECTOR, now)).hasMessage("the share is gone");
  }

  @Test
  void shouldTellNothingOfAFileWhoseTurnIsInterrupted() throws Exception {
    // Given
    drop.put("a.xip", "a");
    int _ = run();
    drop.between(
        new OnceAt(
            1,
            () -> {
              Thread.currentThread().interrupt();
              throw new java.nio.channels.ClosedByInterruptException();
            }));

    // When, then
    assertThatThrownBy(this::run).isInstanceOf(InterruptedException.class);
    assertThat(poller.standing().problems()).isEmpty();
  }

  /** Does something once, before the operation of this number. */
  private static final class OnceAt implements ScriptedDrop.Between {
    private final int number;
    private final ScriptedDrop.Between what;
    private int seen;

    OnceAt(int number, ScriptedDrop.Between what) {
      this.number = number;
      this.what = what;
    }

    @Override
    public void operations() throws IOException {
      if (seen++ == number) {
        what.operations();
      }
    }
  }
}
