package org.xipline.ingest.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.ConnectorRun;
import org.xipline.schemas.record.Feed;
import org.xipline.schemas.record.Schedule;

class ExpectedFeedTest {
  private static final Instant FAR = Instant.parse("2026-12-24T00:00:00Z");

  private final Connector.Builder connector =
      Connector.newBuilder()
          .setName("chat")
          .setExpectedBy("08:00")
          .setAddedAt(Moments.timestamp(Instant.parse("2026-11-20T12:00:00Z")))
          .setSchedule(Schedule.newBuilder().setTimeOfDay("02:00").setZone("Europe/Zurich"));

  private Optional<Feed> feed = Optional.empty();

  private void accepted(String... arrivals) {
    for (String arrival : arrivals) {
      accepted(Instant.parse(arrival), FAR);
    }
  }

  private void accepted(Instant arrival, Instant now) {
    feed = ExpectedFeed.after(connector.build(), feed, new AcceptedArrival(1, "ab", arrival), now);
  }

  private Optional<Instant> missing(String now) {
    return missing(Instant.parse(now));
  }

  private Optional<Instant> missing(Instant now) {
    var last = ConnectorRun.newBuilder();
    feed.ifPresent(last::setFeed);
    return ExpectedFeed.missingSince(connector.build(), last.build(), now);
  }

  @Test
  void shouldExpectNothingBeforeTheFirstTimeHasPassed() {
    assertThat(missing("2026-11-21T06:59:59Z")).isEmpty();
  }

  @Test
  void shouldMissAnArchiveFromTheTimeOnByWhichItWasExpected() {
    assertThat(missing("2026-11-21T07:00:00Z")).contains(Instant.parse("2026-11-21T07:00:00Z"));
    accepted("2026-11-21T01:00:00Z");
    assertThat(missing("2026-11-22T08:00:00Z")).contains(Instant.parse("2026-11-22T07:00:00Z"));
  }

  @Test
  void shouldBeContentWithAnArchiveSinceTheTimeBefore() {
    accepted("2026-11-21T01:00:00Z");
    assertThat(missing("2026-11-21T07:00:00Z")).isEmpty();
    assertThat(missing("2026-11-22T06:59:00Z")).isEmpty();
  }

  @Test
  void shouldBeContentOnceALateArchiveHasComeAndMissTheNextOne() {
    // Given
    accepted("2026-11-21T01:00:00Z");
    assertThat(missing("2026-11-22T08:59:59Z")).isPresent();

    // When
    accepted("2026-11-22T09:00:00Z");

    // Then
    assertThat(missing("2026-11-22T09:00:01Z")).isEmpty();
    assertThat(missing("2026-11-23T06:59:59Z")).isEmpty();
    assertThat(missing("2026-11-23T07:00:00Z")).contains(Instant.parse("2026-11-23T07:00:00Z"));
  }

  @Test
  void shouldCountAllThatComesLateForTheTimeThatWasMissed() {
    // Given a source that sends three archives a day, and is late with all of them
    accepted("2026-11-22T09:00:00Z", "2026-11-22T09:05:00Z", "2026-11-22T21:00:00Z");

    // When, then
    assertThat(missing("2026-11-22T21:00:01Z")).isEmpty();
    assertThat(missing("2026-11-23T07:00:00Z")).isPresent();
  }

  @Test
  void shouldCountWhatTheNextRunFindsForTheNextTime() {
    // Given nothing on the 21st
    assertThat(missing("2026-11-21T07:00:00Z")).isPresent();

    // When the run of the 22nd finds an archive
    accepted("2026-11-22T01:00:03Z");

    // Then the day that was left out does not put all later ones out of step
    assertThat(missing("2026-11-22T01:00:04Z")).isEmpty();
    assertThat(missing("2026-11-22T08:00:00Z")).isEmpty();
    accepted("2026-11-23T01:00:03Z");
    assertThat(missing("2026-11-23T08:00:00Z")).isEmpty();
  }

  @Test
  void shouldCountWhatAWatchedDropGetsShortlyBeforeTheNextTimeForThatOne() {
    // Given
    connector.setSchedule(Schedule.newBuilder().setWatch(true).setZone("Europe/Zurich"));
    assertThat(missing("2026-11-21T07:00:00Z")).isPresent();

    // When, then
    accepted("2026-11-22T00:59:00Z");
    assertThat(missing("2026-11-22T07:00:00Z")).as("late for the 21st").isPresent();
    accepted("2026-11-22T01:01:00Z");
    assertThat(missing("2026-11-22T07:00:00Z")).as("early for the 22nd").isEmpty();
  }

  @Test
  void shouldCountTheArchiveInTimeWhereAnotherWasAnsweredBeforeIt() {
    // Given
    accepted("2026-11-21T08:00:00Z");
    assertThat(missing("2026-11-22T07:00:00Z")).isPresent();

    // When a large archive is accepted that had arrived in time
    accepted("2026-11-21T06:00:00Z");

    // Then the later one was not late
    assertThat(missing("2026-11-22T07:00:00Z")).isEmpty();
    assertThat(feed.orElseThrow().getArrivedAt())
        .isEqualTo(Moments.timestamp(Instant.parse("2026-11-21T08:00:00Z")));
  }

  @Test
  void shouldNotBeMovedByWhatIsToldAgainOrWasBeforeTheConnector() {
    // Given
    accepted("2026-11-20T11:59:59Z");
    assertThat(feed).isEmpty();
    accepted("2026-11-21T08:00:00Z", "2026-11-21T09:00:00Z");
    Optional<Feed> before = feed;

    // When
    accepted("2026-11-21T08:00:00Z", "2026-11-21T09:00:00Z", "2026-11-20T11:59:59Z");

    // Then
    assertThat(feed).isEqualTo(before);
  }

  @Test
  void shouldKeepWhatCameInTimeThroughAnotherExpectation() {
    // Given
    accepted("2026-11-21T01:00:00Z");

    // When
    connector.setExpectedBy("12:00");

    // Then
    assertThat(missing("2026-11-21T11:00:00Z")).isEmpty();
  }

  @Test
  void shouldNotBelieveAnEarlierVersionsRecord() {
    // Given a README that was found this morning
    var last =
        ConnectorRun.newBuilder()
            .setLastArrivalAt(Moments.timestamp(Instant.parse("2026-11-21T01:00:00Z")))
            .build();
    Instant now = Instant.parse("2026-11-21T07:00:00Z");

    // When, then
    assertThat(ExpectedFeed.missingSince(connector.build(), last, now)).contains(now);
    assertThat(ExpectedFeed.lastArrival(last)).isEmpty();
  }

  @Test
  void shouldNotBelieveAClockThatWasFarAhead() {
    // Given
    Instant wrong = Instant.parse("2031-01-01T00:00:00Z");
    accepted(wrong, wrong);
    assertThat(missing("2026-11-21T07:00:00Z")).isPresent();

    // When
    accepted("2026-11-21T08:00:00Z");

    // Then
    assertThat(missing("2026-11-21T08:00:01Z")).isEmpty();
    assertThat(missing("2026-11-22T07:00:00Z")).isPresent();
  }

  @Test
  void shouldExpectNothingWhilePausedOrWhereNoTimeIsGiven() {
    assertThat(missing("2026-11-25T07:00:00Z")).isPresent();
    connector.setPaused(true);
    assertThat(missing("2026-11-25T07:00:00Z")).isEmpty();
    connector.setPaused(false).clearExpectedBy();
    assertThat(missing("2026-11-25T07:00:00Z")).isEmpty();
  }

  /** No archive in the hours since a deadline, or before it: then it is said. */
  @Test
  void shouldNeverHideADayWithoutAnArchive() {
    for (long seed = 1; seed <= 500; seed++) {
      // Given archives at random times of two weeks, in an order that is not theirs
      var random = new Random(seed);
      feed = Optional.empty();
      Instant start = Instant.parse("2026-11-21T07:00:00Z");
      List<Instant> arrivals = new ArrayList<>();
      for (int day = 0; day < 14; day++) {
        for (int i = random.nextInt(3); i > 0; i--) {
          arrivals.add(start.plus(Duration.ofMinutes(day * 1440L + random.nextInt(1440))));
        }
      }
      Collections.sort(arrivals);
      for (int day = 1; day < 14; day++) {
        // When
        Instant deadline = start.plus(Duration.ofDays(day));
        arrivals.stream().filter(it -> it.isBefore(deadline)).forEach(it -> accepted(it, deadline));

        // Then
        Instant before = deadline.minus(Duration.ofDays(1));
        boolean hasCome = arrivals.stream().anyMatch(it -> isBetween(before, it, deadline));
        if (!hasCome) {
          assertThat(missing(deadline)).as("seed %d, day %d", seed, day).contains(deadline);
        }
      }
    }
  }

  private static boolean isBetween(Instant begin, Instant moment, Instant end) {
    return moment.isAfter(begin) && moment.isBefore(end);
  }
}
