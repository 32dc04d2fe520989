package org.xipline.ingest.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.ConnectorRun;
import org.xipline.schemas.record.Schedule;

class ExpectedFeedTest {
  private final Connector.Builder connector =
      Connector.newBuilder()
          .setName("chat")
          .setExpectedBy("08:00")
          .setAddedAt(Moments.timestamp(Instant.parse("2026-11-20T12:00:00Z")))
          .setSchedule(Schedule.newBuilder().setTimeOfDay("02:00").setZone("Europe/Zurich"));

  private Optional<Instant> missing(String lastArrival, String now) {
    var last = ConnectorRun.newBuilder();
    if (!lastArrival.isEmpty()) {
      last.setLastArrivalAt(Moments.timestamp(Instant.parse(lastArrival)));
    }
    return ExpectedFeed.missingSince(connector.build(), last.build(), Instant.parse(now));
  }

  @Test
  void shouldExpectNothingBeforeTheFirstTimeHasPassed() {
    assertThat(missing("", "2026-11-21T06:59:59Z")).isEmpty();
  }

  @Test
  void shouldMissAnArchiveFromTheTimeOnByWhichItWasExpected() {
    assertThat(missing("", "2026-11-21T07:00:00Z")).contains(Instant.parse("2026-11-21T07:00:00Z"));
    assertThat(missing("2026-11-21T01:00:00Z", "2026-11-22T08:00:00Z"))
        .contains(Instant.parse("2026-11-22T07:00:00Z"));
  }

  @Test
  void shouldBeContentWithAnArchiveSinceTheTimeBefore() {
    assertThat(missing("2026-11-21T01:00:00Z", "2026-11-21T07:00:00Z")).isEmpty();
    assertThat(missing("2026-11-21T01:00:00Z", "2026-11-22T06:59:00Z")).isEmpty();
  }

  @Test
  void shouldBeContentOnceALateArchiveHasCome() {
    assertThat(missing("2026-11-21T09:00:00Z", "2026-11-21T09:00:01Z")).isEmpty();
  }

  @Test
  void shouldExpectNothingWhilePausedOrWhereNoTimeIsGiven() {
    assertThat(missing("", "2026-11-25T07:00:00Z")).isPresent();
    connector.setPaused(true);
    assertThat(missing("", "2026-11-25T07:00:00Z")).isEmpty();
    connector.setPaused(false).clearExpectedBy();
    assertThat(missing("", "2026-11-25T07:00:00Z")).isEmpty();
  }
}
