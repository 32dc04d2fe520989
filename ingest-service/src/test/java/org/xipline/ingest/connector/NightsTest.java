package org.xipline.ingest.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xipline.ingest.drop.CanonicalDropLocation;
import org.xipline.ingest.drop.FileStability;
import org.xipline.ingest.drop.ScriptedDrop;
import org.xipline.runtime.payload.DirectoryPayloadStore;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.ConnectorRun;
import org.xipline.schemas.record.Schedule;
import org.xipline.schemas.record.UserSource;

/** Nights in which clocks are put forward or back, minute by minute. */
class NightsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir private Path directory;

  private final ScriptedDrop drop = new ScriptedDrop();
  private final ScriptedIngest ingest = new ScriptedIngest();
  private final ScriptedIngest.Book book = ingest.book();

  @ParameterizedTest
  @CsvSource({
    "Europe/Zurich, 2026-03-29, 02:30",
    "Europe/Zurich, 2026-10-25, 02:30",
    "America/New_York, 2026-03-08, 02:30",
    "America/New_York, 2026-11-01, 01:30",
  })
  void shouldRunOnceInEachNight(String zoneName, LocalDate change, String timeOfDay)
      throws IOException {
    // Given three nights, the second of which is the one of the change, and archives before dawn
    ZoneId zone = ZoneId.of(zoneName);
    Instant start = change.minusDays(2).atTime(12, 0).atZone(zone).toInstant();
    Instant end = change.plusDays(1).atTime(12, 0).atZone(zone).toInstant();
    Connector connector = connector(zone, timeOfDay, start);
    var clock = new ShiftedClock(start);
    OwnedConnectors owned = owned(clock);
    owned.put(0, connector);
    var missing = new ArrayList<Instant>();

    // When every minute of them passes
    for (; clock.instant().isBefore(end); clock.advance(MINUTE)) {
      if (clock.instant().atZone(zone).toLocalTime().toString().equals("22:00")) {
        drop.put("day-" + clock.instant() + ".xip", "archive " + clock.instant());
      }
      live(owned);
      missing(owned, clock).ifPresent(missing::add);
    }

    // Then
    assertThat(nights(zone)).containsExactly(change.minusDays(1), change, change.plusDays(1));
    assertThat(ingest.published()).hasSize(3);
    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Zurich, 2026-03-29, 02:30",
    "Europe/Zurich, 2026-10-25, 02:30",
    "America/New_York, 2026-03-08, 02:30",
    "America/New_York, 2026-11-01, 01:30",
  })
  void shouldMakeUpOnceForANightThatItSleptThrough(
      String zoneName, LocalDate change, String timeOfDay) throws IOException {
    // Given
    ZoneId zone = ZoneId.of(zoneName);
    Instant start = change.minusDays(2).atTime(12, 0).atZone(zone).toInstant();
    var clock = new ShiftedClock(start);
    OwnedConnectors owned = owned(clock);
    owned.put(0, connector(zone, timeOfDay, start));
    Instant asleep = change.minusDays(1).atTime(23, 0).atZone(zone).toInstant();
    Instant awake = change.atTime(10, 0).atZone(zone).toInstant();
    Instant deadline = change.atTime(8, 0).atZone(zone).toInstant();

    // When it sleeps through the change, and nothing comes in the night after
    pass(owned, clock, asleep);
    drop.put("change.xip", "archive of the change");
    clock.set(awake);
    assertThat(missing(owned, clock)).as("on waking").contains(deadline);
    pass(owned, clock, awake.plus(Duration.ofMinutes(5)));

    // Then the late archive counts for the deadline that was missed
    assertThat(missing(owned, clock)).isEmpty();
    assertThat(ingest.runs().getLast().getStartedAt()).isEqualTo(Moments.timestamp(awake));

    // And for no other
    Instant next = change.plusDays(1).atTime(8, 0).atZone(zone).toInstant();
    pass(owned, clock, next.minus(MINUTE));
    assertThat(missing(owned, clock)).isEmpty();
    pass(owned, clock, next);
    assertThat(missing(owned, clock)).contains(next);
    assertThat(nights(zone)).containsExactly(change.minusDays(1), change, change.plusDays(1));
  }

  private void pass(OwnedConnectors owned, ShiftedClock clock, Instant until) {
    for (; clock.instant().isBefore(until); clock.advance(MINUTE)) {
      live(owned);
    }
    live(owned);
  }

  /** Polls, ingests what was found, and hears of it. */
  private void live(OwnedConnectors owned) {
    owned.takeTurns();
    int answered = ingest.answers().size();
    ingest.published().stream()
        .skip(answered)
        .forEach(arrival -> ingest.answer(arrival, drop::contentAt));
    book.readOn();
  }

  private static Optional<Instant> missing(OwnedConnectors owned, ShiftedClock clock) {
    return owned.views().getFirst().missingSince(clock.instant());
  }

  /** The days on which runs began. */
  private Collection<LocalDate> nights(ZoneId zone) {
    return ingest.runs().stream()
        .filter(ConnectorRun::hasStartedAt)
        .map(run -> Moments.instant(run.getStartedAt()))
        .distinct()
        .map(started -> started.atZone(zone).toLocalDate())
        .toList();
  }

  private static Connector connector(ZoneId zone, String timeOfDay, Instant added) {
    return Connector.newBuilder()
        .setName("desk")
        .setDrop("directory:/srv/desk")
        .setAddedAt(Moments.timestamp(added))
        .setSchedule(Schedule.newBuilder().setTimeOfDay(timeOfDay).setZone(zone.getId()))
        .setExpectedBy("08:00")
        .setLimitBytes(1)
        .setUsers(UserSource.newBuilder().addAcceptedDomains("contoso.example"))
        .build();
  }

  private OwnedConnectors owned(ShiftedClock clock) throws IOException {
    var claims = new DropClaims();
    var store = new DirectoryPayloadStore(directory);
    var metrics = new DropMetrics(new SimpleMeterRegistry());
    var pollers =
        new ConnectorTask.Pollers() {
          @Override
          public CanonicalDropLocation placeOf(String location) {
            return new CanonicalDropLocation("scripted", List.of(location));
          }

          @Override
          public DropPoller open(String location) {
            return new DropPoller(
                drop,
                store,
                ingest.arrivals(),
                book,
                new FileStability(Duration.ofSeconds(10)),
                metrics);
          }
        };
    return new OwnedConnectors(
        _ -> ConnectorRun.getDefaultInstance(),
        (connector, last) ->
            new ConnectorTask(connector, last, pollers, ingest.arrivals(), book, claims),
        claims,
        new CallersThread(),
        Duration.ofSeconds(2),
        clock);
  }
}
