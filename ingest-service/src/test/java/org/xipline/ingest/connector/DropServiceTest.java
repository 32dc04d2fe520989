package org.xipline.ingest.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.pack.ArchiveFixture;
import org.xipline.archive.pack.TestPki;
import org.xipline.ingest.IngestService;
import org.xipline.ingest.IngestSettings;
import org.xipline.ingest.drop.Drops;
import org.xipline.runtime.broker.EmbeddedBrokerExtension;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.kafka.CommittedRecords;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.payload.DirectoryPayloadStore;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.service.Service;
import org.xipline.runtime.service.ServiceContext;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.ConnectorRun;
import org.xipline.schemas.record.Schedule;
import org.xipline.schemas.record.TrustRules;
import org.xipline.schemas.record.UserSource;
import org.xipline.schemas.topic.Topic;

/** Drops from end to end: a real broker, and the service that ingests what is found. */
@ExtendWith(EmbeddedBrokerExtension.class)
@Timeout(90)
class DropServiceTest {
  private static final DropSettings FAST =
      new DropSettings("xipline-connectors", Duration.ofMillis(300), Duration.ofMillis(100));

  @TempDir private Path directory;

  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final Deque<Service> running = new ArrayDeque<>();
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private KafkaConnection connection;
  private KafkaClients clients;
  private PayloadStore store;
  private Connector registered = Connector.getDefaultInstance();
  private String name;
  private Path drop;

  @BeforeEach
  void prepare(KafkaConnection broker) throws IOException {
    connection = broker;
    clients = new KafkaClients(broker);
    store = new DirectoryPayloadStore(directory.resolve("payloads"));
    name = "c" + UUID.randomUUID();
    drop = Files.createDirectories(directory.resolve("drop"));
  }

  @AfterEach
  void stop() {
    send(null);
    running.forEach(Service::close);
    assertThat(failures).isEmpty();
  }

  @Test
  void shouldSortWhatLiesInADropByWhatItCameTo() throws Exception {
    // Given
    archive("good.xip", "good");
    Files.copy(drop.resolve("good.xip"), drop.resolve("twin.xip"));
    Files.writeString(drop.resolve("page.xip"), "<html>log in</html>");
    Files.writeString(drop.resolve("growing.xip.part"), "half");
    register(connector().build());
    startIngest();

    // When
    startDrops();
    request();

    // Then
    awaitFiles(
        "growing.xip.part",
        "imported/good.xip",
        "imported/twin.xip",
        "quarantine/page.xip",
        "quarantine/page.xip.reason.json");
    assertThat(drop.resolve("quarantine/page.xip.reason.json"))
        .content()
        .contains("\"reason\":\"malformed-archive\"");
    await().untilAsserted(() -> assertThat(lastRun().hasEndedAt()).isTrue());
    assertThat(lastRun().getPublished()).isEqualTo(3);
    await().untilAsserted(() -> assertThat(lastRun().hasFeed()).isTrue());
    assertThat(entriesOf("good.json")).isEqualTo(1);
    assertThat(count("published")).isEqualTo(count("imported") + count("quarantined"));
  }

  @Test
  void shouldTakeEveryFileForItselfWhateverItsNeighboursAre() throws Exception {
    // Given a folder with an archive's name, names that no locale can show, and a link
    archive("good.xip", "good");
    archive("two\nlines.xip", "two lines");
    archive("bytes.xip", "bytes");
    Files.move(drop.resolve("bytes.xip"), Path.of(URI.create(drop.toUri() + "%E4%FF.xip")));
    Files.createDirectories(drop.resolve("unpacked.xip"));
    Files.createSymbolicLink(drop.resolve("link.xip"), directory.resolve("elsewhere.xip"));
    register(connector().build());
    startIngest();

    // When
    DropService drops = startDrops();
    request();

    // Then
    awaitFiles("imported/good.xip", "imported/two%0Alines.xip", "imported/%E4%FF.xip");
    await().untilAsserted(() -> assertThat(lastRun().hasEndedAt()).isTrue());
    assertThat(lastRun().getProblem())
        .contains("unpacked.xip: is a directory", "link.xip: is a symbolic link");
    assertThat(drops.health().state()).isEqualTo(Health.State.DEGRADED);
    assertThat(drops.health().details().get("connector " + name)).contains("unpacked.xip");

    // And what is put right is no longer said
    Files.delete(drop.resolve("unpacked.xip"));
    Files.delete(drop.resolve("link.xip"));
    await().untilAsserted(() -> assertThat(lastRun().getProblem()).isEmpty());
    await().untilAsserted(() -> assertThat(drops.health()).isEqualTo(Health.up()));
    assertThat(registry.get("xipline.drop.unanswered.seconds").gauge().value()).isZero();
  }

  @Test
  void shouldLeaveADropToTheConnectorThatWasAddedFirst() throws Exception {
    // Given two connectors that were written to the registry at once
    Path link = Files.createSymbolicLink(directory.resolve("link"), drop);
    Connector first = connector().setSchedule(Schedule.newBuilder().setWatch(true)).build();
    Connector second =
        first.toBuilder()
            .setName(name + "second")
            .setDrop("directory:" + link)
            .setAddedAt(Moments.timestamp(Instant.now().plusSeconds(1)))
            .build();
    send(second.getName(), second.toByteArray());
    register(first);
    startIngest();

    // When
    startDrops();
    archive("a.xip", "a");

    // Then
    awaitFiles("imported/a.xip");
    await()
        .untilAsserted(() ->
            assertThat(lastRun(second.getName()).getProblem())
                .contains("the drop of connector " + name));
    assertThat(CommittedRecords.of(clients, Topic.ARRIVALS))
        .noneMatch(arrival -> arrival.getConnector().equals(second.getName()));
    send(second.getName(), null);
  }

  @Test
  void shouldSortWhatAKilledInstanceHadPublished() throws Exception {
    // Given an instance that published a file, and died before the answer came
    archive("late.xip", "late");
    register(connector().build());
    Service first = startDrops();
    request();
    await().untilAsserted(() -> assertThat(arrivals()).hasSize(1));
    await().untilAsserted(() -> assertThat(lastRun().hasEndedAt()).isTrue());
    first.close();
    assertThat(drop.resolve("late.xip")).exists();

    // When another takes over, with nothing due
    startIngest();
    startDrops();

    // Then
    awaitFiles("imported/late.xip");
    assertThat(arrivals()).hasSize(1);
  }

  @Test
  void shouldSayWhatIsWrongWithUsersAndGoOnWhenItIsMended() throws Exception {
    // Given
    Path users = Files.writeString(directory.resolve("users.csv"), "no,such,header\n");
    var source = UserSource.newBuilder().setDirectoryFile(users.toString());
    archive("waiting.xip", "waiting");
    register(connector().setUsers(source).build());
    startIngest();
    startDrops();
    request();
    await().untilAsserted(() -> assertThat(lastRun().getProblem()).contains("users.csv"));
    assertThat(drop.resolve("waiting.xip")).exists();

    // When
    Files.writeString(users, "mailbox,aliases\nalice@contoso.example,\n");

    // Then
    awaitFiles("imported/waiting.xip");
    await().untilAsserted(() -> assertThat(lastRun().getProblem()).isEmpty());
  }

  @Test
  void shouldWatchADropAndRestWhilePaused() throws Exception {
    // Given
    Connector watching = connector().setSchedule(Schedule.newBuilder().setWatch(true)).build();
    register(watching.toBuilder().setPaused(true).build());
    startIngest();
    startDrops();
    archive("seen.xip", "seen");
    await().during(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(arrivals()).isEmpty());

    // When
    register(watching);

    // Then
    awaitFiles("imported/seen.xip");
  }

  @Test
  void shouldHaveEachConnectorPolledByOneOfSeveralInstances() throws Exception {
    // Given
    register(connector().setSchedule(Schedule.newBuilder().setWatch(true)).build());
    startIngest();
    startDrops();
    startDrops();

    // When
    for (int i = 0; i < 5; i++) {
      archive("file" + i + ".xip", "file" + i);
    }

    // Then
    awaitFiles(
        "imported/file0.xip",
        "imported/file1.xip",
        "imported/file2.xip",
        "imported/file3.xip",
        "imported/file4.xip");
    assertThat(arrivals()).hasSize(5);
  }

  private Connector.Builder connector() throws Exception {
    return Connector.newBuilder()
        .setName(name)
        .setDrop("directory:" + drop)
        .setAddedAt(Moments.timestamp(Instant.now()))
        .setSchedule(Schedule.newBuilder().setTimeOfDay("02:00").setZone("UTC"))
        .setLimitBytes(10 << 20)
        .setUsers(UserSource.newBuilder().addAcceptedDomains("contoso.example"))
        .setTrust(
            TrustRules.newBuilder()
                .addAnchors(ByteString.copyFrom(TestPki.root().leaf().getEncoded()))
                .setAtEpochMillis(Instant.parse("2026-11-01T12:00:00Z").toEpochMilli()));
  }

  private void request() {
    register(registered.toBuilder().setRunRequestedAt(Moments.timestamp(Instant.now())).build());
  }

  private void register(Connector connector) {
    registered = connector;
    send(connector.toByteArray());
  }

  private void send(byte @Nullable [] value) {
    send(name, value);
  }

  private void send(String connector, byte @Nullable [] value) {
    try (Producer<String, byte[]> producer = clients.producer(Map.of())) {
      var _ = producer.send(new ProducerRecord<>(Topic.CONNECTORS.name(), connector, value));
    }
  }

  private void startIngest() {
    start(
        new IngestService(
            context(new SimpleMeterRegistry()), IngestSettings.embedded(ArchiveLimits.DEFAULT)));
  }

  private DropService startDrops() {
    return start(
        new DropService(context(registry), FAST, new Drops(Map.of()), InstantSource.system()));
  }

  private ServiceContext context(MeterRegistry meters) {
    return new ServiceContext(
        "test", Path.of("unused"), connection, store, meters, (_, cause) -> failures.add(cause));
  }

  private <S extends Service> S start(S service) {
    running.push(service);
    service.start();
    return service;
  }

  private void archive(String file, String item) throws Exception {
    Path made =
        ArchiveFixture.create()
            .file(item + ".json", "{\"Id\":\"" + name + item + "\"}")
            .writeTo(directory.resolve(file));
    Files.move(made, drop.resolve(file));
  }

  private void awaitFiles(String... expected) {
    await()
        .atMost(Duration.ofSeconds(90))
        // A file may be moved away while the drop is walked.
        .ignoreException(UncheckedIOException.class)
        .untilAsserted(() -> assertThat(files()).containsExactlyInAnyOrder(expected));
  }

  private List<String> files() throws IOException {
    try (var files = Files.walk(drop)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> drop.relativize(file).toString())
          .toList();
    }
  }

  private List<Arrival> arrivals() {
    return CommittedRecords.of(clients, Topic.ARRIVALS).stream()
        .filter(arrival -> arrival.getConnector().equals(name))
        .toList();
  }

  private ConnectorRun lastRun() {
    return lastRun(name);
  }

  private ConnectorRun lastRun(String connector) {
    return CommittedRecords.of(clients, Topic.CONNECTOR_RUNS).stream()
        .filter(run -> run.getConnector().equals(connector))
        .reduce((_, later) -> later)
        .orElseGet(ConnectorRun::getDefaultInstance);
  }

  private long entriesOf(String path) {
    return CommittedRecords.of(clients, Topic.ENTRIES).stream()
        .filter(entry -> entry.getConnector().equals(name) && entry.getPath().equals(path))
        .count();
  }

  private double count(String result) {
    return registry.counter("xipline.drop.files", "connector", name, "result", result).count();
  }
}
