package org.xipline.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.console.command.CommandLineRun;
import org.xipline.console.demo.SampleArchive;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One process for good, and the operator's commands beside it. */
@Timeout(300)
class StandaloneTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path directory;

  private volatile CommandLineRun ended = new CommandLineRun(-1, "", "still runs");
  private Installation installation = new Installation(Path.of("."));
  private Thread standalone = new Thread();
  private Path drop = Path.of(".");
  private String mailboxes = "";

  @BeforeEach
  void start() throws IOException {
    installation = new Installation(directory);
    mailboxes = installation.mailboxes();
    drop = Files.createDirectories(directory.resolve("drop"));
    String config =
        installation.file(
            "xipline.properties",
            """
            standalone.data=%s
            mailboxes=%s
            endpoint.port=0
            drops.settle-time=0.2s
            drops.between=0.2s
            """
                .formatted(installation.data(), "maildir:" + directory.resolve("own")));
    standalone =
        Thread.ofPlatform()
            .start(() ->
                ended =
                    CommandLineRun.of(new EmbeddedServices(), "standalone", "--config", config));
    await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve("data/running")));
  }

  @AfterEach
  void stop() throws InterruptedException {
    standalone.interrupt();
    standalone.join();
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(directory.resolve("data/running")).doesNotExist();
  }

  @Test
  void shouldDeliverWhatIsDroppedAndShowOperatorsWhereEverythingIs() throws Exception {
    // Given a connector that nobody has checked
    SampleArchive sample = SampleArchive.in(directory);
    assertThat(add(sample, "--watch").exitCode()).as("without terms").isEqualTo(2);
    CommandLineRun added =
        add(sample, "--watch", "--accept-terms", "--by", "Ann", "--expected-by", "23:59");
    assertThat(added.exitCode()).as(added.err()).isZero();
    assertThat(add(sample, "--watch", "--accept-terms").err()).contains("already");

    // When it is checked
    CommandLineRun check = installation.run("connectors", "check", "desk", "--json");

    // Then all of it is good, mailboxes included
    assertThat(check.exitCode()).as(check.out()).isZero();
    assertThat(check.json().get("findings").valueStream().map(it -> it.get("what").asString()))
        .contains("drop", "trust", "users", "mailboxes");

    // When an archive is dropped, and something that is none
    Files.copy(sample.archive(), drop.resolve("day.xip"));
    Files.writeString(drop.resolve("page.xip"), "<html>log in</html>");

    // Then it arrives, and the drop is sorted
    await().atMost(PATIENCE).until(() -> Files.exists(drop.resolve("imported/day.xip")));
    await()
        .atMost(PATIENCE)
        .until(() -> Files.exists(drop.resolve("quarantine/page.xip.reason.json")));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(installation.delivered()).hasSize(19));

    // And the status says so, lag included
    CommandLineRun shown =
        await()
            .atMost(PATIENCE)
            .until(
                () -> installation.run("status", "--json"),
                it -> it.json().at("/archives/0/state").asString().equals("held"));
    assertThat(shown.exitCode()).isEqualTo(3);
    JsonNode status = shown.json();
    assertThat(status.at("/connectors/0/state").asString()).isEqualTo("watching");
    assertThat(status.at("/connectors/0/published").asLong()).isPositive();
    assertThat(status.at("/connectors/0/terms/by").asString()).isEqualTo("Ann");
    assertThat(status.at("/archives/0/file").asString()).isEqualTo("day.xip");
    assertThat(status.at("/archives/0/totals/expected").asLong()).isEqualTo(25);
    // A group shows itself with its first commit.
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(groups(installation.run("status", "--json").json()))
                .contains(
                    "xipline-ingest", "xip-import", "xip-import@" + installation.mailboxes()));
    assertThat(Files.list(directory.resolve("own"))).as("the service's own server").isEmpty();
    assertThat(installation.run("connectors", "show", "desk").out()).contains("accepted by Ann");
    JsonNode lag = installation.run("lag", "--json").json();
    assertThat(lag.get("partitions").valueStream().map(it -> it.get("topic").asString()))
        .contains("xip.arrivals", "xip.messages");

    // And what is delivered again is delivered where its settings say, and nowhere else
    String archive = status.at("/archives/0/archiveId").asString();
    CommandLineRun elsewhere = replay(archive, "--mailboxes", "maildir:" + directory.resolve("x"));
    assertThat(elsewhere.exitCode()).isEqualTo(2);
    assertThat(elsewhere.err()).contains("their settings determine");
    CommandLineRun again = replay(archive);
    assertThat(again.exitCode()).as(again.err()).isEqualTo(3);
    assertThat(again.json().at("/replay/selected").asInt()).isPositive();

    // And where the connector names another server by then, there
    Path moved = directory.resolve("moved");
    mailboxes = "maildir:" + moved;
    CommandLineRun replaced = add(sample, "--watch", "--accept-terms", "--replace");
    assertThat(replaced.exitCode()).as(replaced.err()).isZero();
    assertThat(replay(archive).exitCode()).isEqualTo(3);
    assertThat(Installation.messagesIn(moved)).hasSize(19);
    CommandLineRun raised = replayDeadLetters("attachment-too-large", "--limit", "20MiB");
    assertThat(raised.exitCode()).as(raised.err()).isZero();
    assertThat(Installation.messagesIn(moved)).hasSize(21);

    // And the topics can be read, without what people wrote
    List<JsonNode> outcomes = tail("xip.outcomes", "--from", "beginning");
    assertThat(outcomes).anyMatch(it -> it.get("value").has("archiveAccepted"));
    assertThat(tail("xip.outcomes", "--max", "2")).hasSize(2);
    assertThat(tail("xip.entries", "--max", "50"))
        .allMatch(it -> !it.at("/value/payload").toString().contains("Subject"))
        .anyMatch(it -> it.at("/value/payload/inline").asString().endsWith(" bytes"));
    assertThat(tail("xip.outcomes", "--from", Instant.now().plusSeconds(60).toString())).isEmpty();

    // When payloads are purged, those stay that somebody may need
    Path payloads = directory.resolve("data/payloads/entries");
    assertThat(kept()).startsWith("2 pairs are held");
    dismissAll();
    hold("place", archive);
    assertThat(kept()).isEqualTo("legal hold");
    assertThat(installation.run("holds", "list").out()).contains(archive, "litigation 7");
    hold("release", archive);
    assertThat(payloads.resolve(archive)).exists();

    // And then they go
    assertThat(installation.run("purge", "--older-than", "0").out()).contains("purged");
    assertThat(payloads.resolve(archive)).doesNotExist();

    // When it is paused, nothing more is taken
    assertThat(installation.run("connectors", "pause", "desk").exitCode()).isZero();
    assertThat(state()).isEqualTo("paused");
    assertThat(installation.run("connectors", "resume", "desk").exitCode()).isZero();
    assertThat(installation.run("connectors", "run", "desk").exitCode()).isZero();
    assertThat(installation.run("connectors", "remove", "desk").exitCode()).isZero();
    assertThat(installation.run("connectors", "show", "desk").exitCode()).isEqualTo(2);
  }

  @Test
  void shouldSayAllThatIsWrongWithAConnectorAtOnce() throws Exception {
    // Given a connector whose drop and one of whose mailboxes cannot be used
    SampleArchive sample = SampleArchive.in(directory);
    add(sample, "--accept-terms");
    Files.delete(drop);
    Files.writeString(drop, "a file");
    Files.createDirectories(directory.resolve("mail"));
    Files.writeString(directory.resolve("mail/alice@contoso.example"), "in the way");

    // When
    CommandLineRun check = installation.run("connectors", "check", "desk");

    // Then
    assertThat(check.exitCode()).isEqualTo(3);
    assertThat(check.out()).contains("bad      drop").contains("bad      mailbox alice@");
  }

  @Test
  void shouldKeepOneLogInForAServer() throws Exception {
    // Given
    SampleArchive sample = SampleArchive.in(directory);
    mailboxes = "imap://localhost:1?tls=off";
    assertThat(addPaused("one", sample).err()).contains("needs --imap-auth");
    assertThat(addPaused("one", sample, "--imap-auth", "xoauth2").exitCode()).isZero();

    // When
    drop = directory.resolve("drop-of-two");
    CommandLineRun other = addPaused("two", sample, "--imap-auth", "master:importer");
    CommandLineRun same = addPaused("two", sample, "--imap-auth", "xoauth2");
    CommandLineRun replaced =
        addPaused("two", sample, "--imap-auth", "master:importer", "--replace");

    // Then
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).contains("connector one uses").contains("a different log-in");
    assertThat(same.exitCode()).isZero();
    assertThat(replaced.out()).contains("connector one uses the new log-in, too");
    mailboxes = "imap://someone:secret@localhost:1";
    assertThat(addPaused("three", sample).err()).contains("not: localhost:1");
  }

  @Test
  void shouldKeepEachDropToOneConnectorAndEditsApart() throws Exception {
    // Given
    SampleArchive sample = SampleArchive.in(directory);
    assertThat(addPaused("one", sample).exitCode()).isZero();
    Path real = drop;

    // When others name that drop in other ways, or a folder that xipline fills
    drop = Files.createSymbolicLink(directory.resolve("link"), real);
    CommandLineRun linked = addPaused("two", sample);
    drop = real.resolve("imported");
    CommandLineRun inside = addPaused("two", sample);

    // Then
    assertThat(linked.exitCode()).isEqualTo(2);
    assertThat(linked.err()).contains("is the same location as", "the drop of connector one");
    assertThat(inside.exitCode()).isEqualTo(2);
    assertThat(inside.err()).contains("is in the folder imported of");

    // And so when a connector is changed to it, while one may be changed on its own drop
    drop = Files.createDirectories(directory.resolve("other"));
    assertThat(addPaused("two", sample).exitCode()).isZero();
    drop = real;
    assertThat(addPaused("two", sample, "--replace").exitCode()).isEqualTo(2);
    long version = versionOf("one");
    String seen = String.valueOf(version);
    assertThat(addPaused("one", sample, "--replace", "--expected-version", seen).exitCode())
        .isZero();

    // When somebody else edits what was seen before that
    CommandLineRun late = addPaused("one", sample, "--replace", "--expected-version", seen);

    // Then
    assertThat(late.exitCode()).isEqualTo(2);
    assertThat(late.err()).contains("was changed by", "--expected-version " + versionOf("one"));
  }

  private long versionOf(String connector) {
    return installation
        .run("connectors", "show", connector, "--json")
        .json()
        .at("/connectors/0/version")
        .asLong();
  }

  private CommandLineRun addPaused(String connector, SampleArchive sample, String... more) {
    var arguments = new ArrayList<>(List.of("--accept-terms", "--paused"));
    arguments.addAll(List.of(more));
    return add(connector, sample, arguments.toArray(String[]::new));
  }

  private CommandLineRun replay(String archive, String... more) {
    var arguments =
        new ArrayList<>(List.of("replay", "--archive", archive, "--why", "asked for", "--json"));
    arguments.addAll(List.of(more));
    return installation.run(arguments.toArray(String[]::new));
  }

  private CommandLineRun replayDeadLetters(String reason, String... more) {
    var arguments =
        new ArrayList<>(List.of("dead-letters", "replay", "--reason", reason, "--why", "raised"));
    arguments.addAll(List.of(more));
    return installation.run(arguments);
  }

  private CommandLineRun add(SampleArchive sample, String... more) {
    return add("desk", sample, more);
  }

  private CommandLineRun add(String connector, SampleArchive sample, String... more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "connectors",
                "add",
                connector,
                "--drop",
                "directory:" + drop,
                "--trust",
                sample.authority().toString(),
                "--users",
                sample.users().toString(),
                "--mailboxes",
                mailboxes));
    arguments.addAll(List.of(more));
    return installation.run(arguments);
  }

  private String kept() {
    return installation
        .run("purge", "--older-than", "0", "--dry-run", "--json")
        .json()
        .at("/archives/0/kept")
        .asString();
  }

  private void hold(String verb, String archive) {
    CommandLineRun run =
        installation.run(
            "holds", verb, "--connector", "desk", "--archive", archive, "--why", "litigation 7");
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private void dismissAll() {
    CommandLineRun run = installation.run("dead-letters", "dismiss", "--all", "--why", "a sample");
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private String state() {
    return installation
        .run("connectors", "list", "--json")
        .json()
        .at("/connectors/0/state")
        .asString();
  }

  private List<JsonNode> tail(String topic, String... more) {
    var arguments = new ArrayList<>(List.of("topics", "tail", topic));
    arguments.addAll(List.of(more));
    CommandLineRun run = installation.run(arguments);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out().lines().map(MAPPER::readTree).toList();
  }

  private static List<String> groups(JsonNode status) {
    return status.get("groups").valueStream().map(it -> it.get("group").asString()).toList();
  }
}
