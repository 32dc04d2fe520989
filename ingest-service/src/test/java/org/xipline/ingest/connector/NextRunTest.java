package org.xipline.ingest.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.ConnectorRun;
import org.xipline.schemas.record.Schedule;

class NextRunTest {
  private static final Instant ADDED = Instant.parse("2026-11-20T12:00:00Z");
  private static final Instant TOMORROW = Instant.parse("2026-11-21T02:00:00Z");
  private static final ConnectorRun NONE = ConnectorRun.getDefaultInstance();

  private final Connector.Builder connector =
      Connector.newBuilder()
          .setName("chat")
          .setAddedAt(Moments.timestamp(ADDED))
          .setSchedule(Schedule.newBuilder().setTimeOfDay("02:00").setZone("UTC"));

  private NextRun at(String now, ConnectorRun last) {
    return NextRun.of(connector.build(), last, Instant.parse(now));
  }

  private static ConnectorRun run(String started) {
    var at = Moments.timestamp(Instant.parse(started));
    return ConnectorRun.newBuilder().setStartedAt(at).setEndedAt(at).build();
  }

  @Test
  void shouldWaitForTheFirstTimeOfDayAfterItWasAdded() {
    assertThat(at("2026-11-20T12:00:01Z", NONE)).isEqualTo(new NextRun.At(TOMORROW));
    assertThat(at("2026-11-21T02:00:00Z", NONE)).isEqualTo(new NextRun.Due());
  }

  @Test
  void shouldMakeUpOnceForRunsThatWereMissed() {
    // Given
    ConnectorRun last = run("2026-11-21T02:00:00Z");

    // When, then
    assertThat(at("2026-11-25T10:00:00Z", last)).isEqualTo(new NextRun.Due());
    assertThat(at("2026-11-25T10:00:05Z", run("2026-11-25T10:00:00Z")))
        .isEqualTo(new NextRun.At(Instant.parse("2026-11-26T02:00:00Z")));
  }

  @Test
  void shouldNotBeKeptFromRunningByAClockThatWasFarAhead() {
    assertThat(at("2026-11-21T01:00:00Z", run("2031-01-01T00:00:00Z")))
        .isEqualTo(new NextRun.Due());
    assertThat(at("2026-11-21T02:00:00Z", run("2026-11-21T02:00:30Z")))
        .as("another instance's clock is a little ahead")
        .isInstanceOf(NextRun.At.class);
  }

  @Test
  void shouldGoOnWithARunThatHasNotEnded() {
    // Given
    ConnectorRun begun = run("2026-11-21T02:00:00Z").toBuilder().clearEndedAt().build();

    // When, then
    assertThat(at("2026-11-21T02:10:00Z", begun)).isEqualTo(new NextRun.Due());
  }

  @Test
  void shouldAnswerARequestOnce() {
    // Given
    var requested = Moments.timestamp(ADDED.plusSeconds(60));
    connector.setRunRequestedAt(requested);

    // When, then
    assertThat(at("2026-11-20T12:02:00Z", NONE)).isEqualTo(new NextRun.Due());
    ConnectorRun answered =
        run("2026-11-20T12:02:00Z").toBuilder().setAnsweredRequestAt(requested).build();
    assertThat(at("2026-11-20T12:03:00Z", answered)).isEqualTo(new NextRun.At(TOMORROW));
  }

  @Test
  void shouldRestWhilePausedWhateverIsDue() {
    // Given
    connector.setPaused(true).setRunRequestedAt(Moments.timestamp(ADDED));

    // When, then
    assertThat(at("2026-11-25T10:00:00Z", NONE)).isEqualTo(new NextRun.Paused());
  }

  @Test
  void shouldWatchWhereNoTimeOfDayIsGiven() {
    // Given
    connector.setSchedule(Schedule.newBuilder().setWatch(true));

    // When, then
    assertThat(at("2026-11-25T10:00:00Z", NONE)).isEqualTo(new NextRun.Watching());
  }
}
