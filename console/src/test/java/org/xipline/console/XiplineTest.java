package org.xipline.console;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.partitioningBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.console.command.CommandLineRun;
import org.xipline.console.demo.SampleArchive;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole program on the sample archive: every service, a real broker, Maildir. */
class XiplineTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @TempDir private Path directory;
  private Installation installation;

  @BeforeEach
  void install() {
    installation = new Installation(directory);
  }

  @Test
  @Timeout(180)
  void shouldImportOnceAndProveIt() throws Exception {
    // Given
    SampleArchive sample = SampleArchive.in(directory);
    Path unsigned = Files.writeString(directory.resolve("unsigned.xip"), "xar? no");

    // When
    CommandLineRun first = importing(sample, unsigned);

    // Then
    assertThat(first.exitCode()).as(first.err()).isEqualTo(4);
    JsonNode report = first.json();
    assertThat(report.propertyNames())
        .containsExactly("archives", "totals", "deadLetters", "balanced", "seconds");
    assertThat(states(report)).containsExactly("imported", "rejected");
    assertThat(report.at("/archives/1/reason").asString()).isEqualTo("malformed-archive");
    assertThat(report.at("/archives/0/entries").asInt()).isEqualTo(16);
    assertThat(report.at("/archives/0/items").asInt()).isEqualTo(12);
    assertThat(report.at("/archives/0/attachments").asInt()).isEqualTo(3);
    assertThat(report.at("/archives/0/unclaimed").asInt()).isEqualTo(1);
    assertThat(report.at("/archives/0/signer/subject").asString()).contains("xipline demo signer");
    assertThat(report.get("totals").toString())
        .isEqualTo(
            "{\"expected\":25,\"delivered\":20,\"alreadyPresent\":0,\"external\":1,"
                + "\"unmapped\":1,\"deadLettered\":3,\"pending\":0}");
    assertThat(report.get("balanced").asBoolean()).isTrue();
    assertThat(reasons(report))
        .containsExactly(
            "unmapped", "malformed-item", "attachment-too-large", "attachment-too-large");
    assertThat(installation.delivered()).hasSize(19);

    // When the same archive comes again, alone
    CommandLineRun second = importing(sample);

    // Then nothing is delivered, and the account is shown
    assertThat(second.exitCode()).as(second.err()).isEqualTo(3);
    assertThat(states(second.json())).containsExactly("already-imported");
    assertThat(second.json().get("totals")).isEqualTo(report.get("totals"));
    assertThat(installation.delivered()).hasSize(19);

    // When the log is written
    CommandLineRun csv = installation.run("log");
    CommandLineRun ndjson = installation.run("log", "--format", "ndjson");

    // Then it has a line for every pair, the file that is no item and the archive that was
    // rejected, and agrees with the account
    assertThat(csv.exitCode()).as(csv.err()).isZero();
    assertThat(csv.out().lines()).hasSize(1 + 25 + 1 + 1);
    Map<Boolean, List<JsonNode>> read =
        ndjson.out().lines().map(MAPPER::readTree).collect(partitioningBy(it -> it.has("outcome")));
    assertThat(read.get(false))
        .singleElement()
        .satisfies(it -> assertThat(it.at("/state").asString()).isEqualTo("rejected"))
        .satisfies(it -> assertThat(it.at("/type").asString()).isEqualTo("archive"));
    List<JsonNode> lines = requireNonNull(read.get(true));
    assertThat(outcomes(lines))
        .isEqualTo(
            Map.of(
                "delivered",
                20L,
                "external",
                1L,
                "unmapped",
                1L,
                "dead-lettered",
                3L,
                "unclaimed",
                1L));
    assertThat(lines)
        .filteredOn(line -> line.get("outcome").asString().equals("delivered"))
        .allSatisfy(line -> {
          assertThat(line.get("sent").asString()).startsWith("2026-11-20T");
          assertThat(line.get("accepted").asString()).isNotEmpty();
          assertThat(line.get("settled").asString()).isNotEmpty();
          assertThat(line.get("itemSha256").asString()).matches("[0-9a-f]{64}");
          assertThat(line.get("messageSha256").asString()).matches("[0-9a-f]{64}");
          assertThat(line.get("messageId").asString()).matches("<.+@.+>");
          assertThat(line.get("snapshot").asString()).matches("[0-9a-f]{64}");
          assertThat(line.get("itemSize").asLong()).isPositive();
          assertThat(line.get("messageSize").asLong()).isPositive();
          assertThat(line.get("attempts").asLong()).isPositive();
        });

    // When a message is deleted from a mailbox, and the archive is replayed
    Path deleted = installation.delivered().getFirst();
    Files.delete(deleted);
    CommandLineRun replayed =
        installation.run(
            "replay",
            "--archive",
            report.at("/archives/0/archiveId").asString(),
            "--why",
            "an auditor asked",
            "--mailboxes",
            installation.mailboxes(),
            "--json");

    // Then it is back, nothing else came a second time, and the account is as it was
    assertThat(replayed.exitCode()).as(replayed.err()).isEqualTo(3);
    assertThat(replayed.json().at("/replay/outcomes/delivered").asInt()).isPositive();
    assertThat(replayed.json().at("/replay/outcomes/alreadyPresent").asInt()).isGreaterThan(15);
    assertThat(replayed.json().at("/replay/outcomes/pending").asInt()).isZero();
    assertThat(replayed.json().get("totals")).isEqualTo(report.get("totals"));
    assertThat(installation.delivered()).hasSize(19).contains(deleted);

    // When somebody looks into the dead letters
    CommandLineRun list = installation.run("dead-letters", "list", "--json");
    String archiveId = report.at("/archives/0/archiveId").asString().substring(0, 8);
    CommandLineRun show =
        installation.run("dead-letters", "show", archiveId, "documents/D-3.json", "--json");

    // Then
    assertThat(reasons(list.json())).containsExactlyElementsOf(reasons(report));
    assertThat(reasons(show.json())).containsOnly("attachment-too-large").hasSize(2);
    assertThat(show.json().at("/history/0/limit").asLong()).isEqualTo(10 << 20);
  }

  private CommandLineRun importing(SampleArchive sample, Path... more) {
    var arguments =
        Stream.concat(
            Stream.of("import", sample.archive().toString()), Stream.of(more).map(Path::toString));
    var options =
        Stream.of(
            "--trust",
            sample.authority().toString(),
            "--users",
            sample.users().toString(),
            "--mailboxes",
            installation.mailboxes(),
            "--json");
    return installation.run(Stream.concat(arguments, options).toList());
  }

  private static Map<String, Long> outcomes(List<JsonNode> lines) {
    return lines.stream().collect(groupingBy(line -> line.get("outcome").asString(), counting()));
  }

  private static List<String> states(JsonNode report) {
    return report.get("archives").valueStream().map(it -> it.get("state").asString()).toList();
  }

  private static List<String> reasons(JsonNode report) {
    return report.get("deadLetters").valueStream().map(it -> it.get("reason").asString()).toList();
  }
}
