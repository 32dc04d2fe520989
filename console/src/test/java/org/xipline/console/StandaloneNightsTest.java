package org.xipline.console;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xipline.archive.pack.ArchiveFixture;
import org.xipline.archive.pack.TestPki;
import org.xipline.console.cluster.ClusterSettings;
import org.xipline.console.connector.ConnectorRegistry;
import org.xipline.console.connector.ConnectorRegistry.Change;
import org.xipline.console.connector.ConnectorStanding;
import org.xipline.console.pipeline.Pipeline;
import org.xipline.console.pipeline.RunningPipeline;
import org.xipline.console.standalone.Standalone;
import org.xipline.importer.MailboxAccess;
import org.xipline.ingest.connector.ExpectedFeed;
import org.xipline.ingest.connector.Moments;
import org.xipline.runtime.kafka.CommittedRecords;
import org.xipline.runtime.settings.Settings;
import org.xipline.runtime.settings.SettingsSources;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.ConnectorRun;
import org.xipline.schemas.record.Schedule;
import org.xipline.schemas.record.TrustRules;
import org.xipline.schemas.record.UserSource;
import org.xipline.schemas.topic.Topic;

/**
 * A whole standalone lives through three nights, in the second of which clocks are put forward or
 * back, by a clock that a test shifts. Real archives, a real broker.
 */
@Timeout(300)
@LongTest
class StandaloneNightsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** In both, clocks are changed in the same night, at different hours. */
  private static final Map<String, String> RUNS_AT =
      Map.of("Europe/Zurich", "02:30", "Europe/London", "01:30");

  private static final LocalTime EXPECTED_BY = LocalTime.of(8, 0);

  @TempDir private Path directory;

  private final ShiftableClock clock = new ShiftableClock();
  private Installation installation = new Installation(Path.of("."));
  private Optional<Standalone> running = Optional.empty();

  /** Goes as fast as real ones, from where it was set to. */
  private static final class ShiftableClock implements InstantSource {
    private volatile Duration shift = Duration.ZERO;

    @Override
    public Instant instant() {
      return Instant.now().plus(shift);
    }

    void set(Instant to) {
      shift = Duration.between(Instant.now(), to);
    }
  }

  @BeforeEach
  void prepare() {
    installation = new Installation(directory);
  }

  @AfterEach
  void stop() {
    running.ifPresent(Standalone::close);
    running = Optional.empty();
  }

  @ParameterizedTest
  @CsvSource({"2026-03-29, true", "2026-10-25, false"})
  void shouldRunOnceInEachNightAndMakeUpOnceForTheOneThatItSlept(
      LocalDate change, boolean isEndedInBetween) throws Exception {
    // Given a connector in each zone, since noon
    clock.set(at(change.minusDays(2), LocalTime.NOON, "Europe/London"));
    start();
    for (String zone : RUNS_AT.keySet()) {
      add(zone);
    }

    // When the first night passes
    for (String zone : RUNS_AT.keySet()) {
      drop(zone, "first");
    }
    pass(change.minusDays(1));

    // Then each has run, and its feed has come
    for (String zone : RUNS_AT.keySet()) {
      awaitRun(zone, change.minusDays(1));
      awaitFeed(zone, change.minusDays(1));
    }

    // When it sleeps through the night of the change
    for (String zone : RUNS_AT.keySet()) {
      drop(zone, "change");
    }
    if (isEndedInBetween) {
      stop();
      clock.set(at(change, LocalTime.of(10, 0), "Europe/London"));
      start();
    } else {
      clock.set(at(change, LocalTime.of(10, 0), "Europe/London"));
    }

    // Then it makes up for it, late
    for (String zone : RUNS_AT.keySet()) {
      awaitRun(zone, change);
      awaitFeed(zone, change);
    }

    // When a README and yesterday's archive are all that comes in the third night
    for (String zone : RUNS_AT.keySet()) {
      Files.writeString(folder(zone).resolve("README"), "nothing today");
      Files.copy(folder(zone).resolve("imported/change.xip"), folder(zone).resolve("again.xip"));
    }
    pass(change.plusDays(1));

    // Then it has run, and a feed is missing
    for (String zone : RUNS_AT.keySet()) {
      awaitRun(zone, change.plusDays(1));
      await().atMost(PATIENCE).until(() -> Files.exists(folder(zone).resolve("quarantine/README")));
      assertThat(standing(zone).missingSince()).isEmpty();
    }
    for (String zone : RUNS_AT.keySet()) {
      clock.set(at(change.plusDays(1), EXPECTED_BY, zone));
      assertThat(standing(zone).missingSince()).contains(at(change.plusDays(1), EXPECTED_BY, zone));
      assertThat(nights(zone)).containsExactly(change.minusDays(1), change, change.plusDays(1));
    }
  }

  /** To shortly after all have run, with a look before. */
  private void pass(LocalDate night) throws InterruptedException, IOException {
    clock.set(at(night, LocalTime.of(0, 59), "Europe/London"));
    for (String zone : RUNS_AT.keySet()) {
      assertThat(nights(zone)).doesNotContain(night);
    }
    clock.set(at(night, LocalTime.of(4, 0), "Europe/London"));
  }

  private void awaitRun(String zone, LocalDate night) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(nights(zone)).last().isEqualTo(night);
          assertThat(standing(zone).run().hasEndedAt()).isTrue();
        });
  }

  private void awaitFeed(String zone, LocalDate night) throws IOException {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(ExpectedFeed.lastArrival(standing(zone).run()))
                .map(it -> it.atZone(ZoneId.of(zone)).toLocalDate())
                .contains(night));
    assertThat(standing(zone).missingSince()).isEmpty();
  }

  private static Instant at(LocalDate day, LocalTime time, String zone) {
    return day.atTime(time).atZone(ZoneId.of(zone)).toInstant();
  }

  private Path folder(String zone) throws IOException {
    return Files.createDirectories(directory.resolve(nameOf(zone)));
  }

  private static String nameOf(String zone) {
    return zone.substring(zone.indexOf('/') + 1);
  }

  private void drop(String zone, String name) throws Exception {
    Path made =
        ArchiveFixture.create()
            .file(name + ".json", "{\"Id\":\"" + zone + name + "\"}")
            .writeTo(directory.resolve(name + ".xip"));
    Files.move(made, folder(zone).resolve(name + ".xip"));
  }

  private void start() throws Exception {
    Path config =
        Files.writeString(
            directory.resolve("xipline.properties"),
            """
            standalone.data=%s
            mailboxes=%s
            endpoint.port=0
            drops.settle-time=0.2s
            drops.between=0.2s
            """
                .formatted(installation.data(), installation.mailboxes()));
    Settings settings =
        ClusterSettings.ofStandalone(new SettingsSources(Optional.of(config), Map.of(), List.of()));
    MailboxAccess access = MailboxAccess.read(settings, Map.of());
    running = Optional.of(Standalone.start(settings, access.openOwn(), access, _ -> {}, clock));
  }

  private void add(String zone) throws Exception {
    Connector connector =
        Connector.newBuilder()
            .setName(nameOf(zone))
            .setDrop("directory:" + folder(zone))
            .setAddedAt(Moments.timestamp(clock.instant()))
            .setSchedule(
                Schedule.newBuilder().setTimeOfDay(requireNonNull(RUNS_AT.get(zone))).setZone(zone))
            .setExpectedBy(EXPECTED_BY.toString())
            .setLimitBytes(10 << 20)
            .setUsers(UserSource.newBuilder().addAcceptedDomains("contoso.example"))
            .setTrust(
                TrustRules.newBuilder()
                    .addAnchors(ByteString.copyFrom(TestPki.root().leaf().getEncoded()))
                    .setAtEpochMillis(Instant.parse("2026-11-01T12:00:00Z").toEpochMilli()))
            .build();
    try (Pipeline pipeline = join()) {
      new ConnectorRegistry(pipeline.clients())
          .edit(clock.instant(), _ -> List.of(new Change.Put(connector)));
    }
  }

  private ConnectorStanding standing(String zone) throws IOException {
    try (Pipeline pipeline = join()) {
      return new ConnectorRegistry(pipeline.clients())
          .find(nameOf(zone), clock.instant())
          .orElseThrow();
    }
  }

  /** The days on which runs of a connector began. */
  private List<LocalDate> nights(String zone) throws IOException {
    try (Pipeline pipeline = join()) {
      return CommittedRecords.of(pipeline.clients(), Topic.CONNECTOR_RUNS).stream()
          .filter(run -> run.getConnector().equals(nameOf(zone)))
          .filter(ConnectorRun::hasStartedAt)
          .map(run -> Moments.instant(run.getStartedAt()))
          .distinct()
          .map(started -> started.atZone(ZoneId.of(zone)).toLocalDate())
          .toList();
    }
  }

  private Pipeline join() throws IOException {
    return RunningPipeline.join(installation.data()).orElseThrow();
  }
}
