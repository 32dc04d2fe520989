package org.xipline.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.console.command.CommandLineRun;
import org.xipline.console.demo.SampleArchive;
import tools.jackson.databind.JsonNode;

/** Mailboxes that somebody has been at, held against the ledger by the whole program. */
@LongTest
class ReconcileTest {
  @TempDir private Path directory;

  @Test
  @Timeout(300)
  void shouldFindAndMendWhatBecameOfTheMailboxes() throws Exception {
    // Given an archive that was imported
    var installation = new Installation(directory);
    SampleArchive sample = SampleArchive.in(directory);
    CommandLineRun imported =
        installation.run(
            "import",
            sample.archive().toString(),
            "--trust",
            sample.authority().toString(),
            "--users",
            sample.users().toString(),
            "--mailboxes",
            installation.mailboxes(),
            "--json");
    assertThat(imported.exitCode()).as(imported.err()).isEqualTo(3);
    String archive = imported.json().at("/archives/0/archiveId").asString();
    int delivered = installation.delivered().size();

    // Then mailboxes and ledger agree
    CommandLineRun untouched = reconcile(installation, archive);
    assertThat(untouched.exitCode()).as(untouched.err()).isZero();
    assertThat(untouched.json().get("messages").asInt()).isEqualTo(delivered);
    assertThat(untouched.json().get("archiveId").asString()).isEqualTo(archive);
    assertThat(untouched.json().get("pairs").asInt())
        .isEqualTo(imported.json().at("/totals/delivered").asInt());

    // When one message is deleted, one copied, one altered, and one put where it does not belong
    List<Path> files = ofMailbox(installation, "alice@contoso.example");
    Files.delete(files.get(0));
    Path copied = files.get(1);
    Files.copy(copied, copied.resolveSibling("../cur/1700000000.M1P2.host:2,S").normalize());
    Path altered = files.get(2);
    Files.writeString(altered, Files.readString(altered, UTF_8) + "p.s.\r\n", UTF_8);
    Path planted =
        plant(installation.delivered(), "/bob@contoso.example/", "/alice@contoso.example/");

    // Then each is found
    CommandLineRun touched = reconcile(installation, archive);
    assertThat(touched.exitCode()).as(touched.err()).isEqualTo(3);
    assertThat(codes(touched))
        .containsExactlyInAnyOrder("missing", "second-copy", "bytes-differ", "not-recorded");
    assertThat(touched.json().get("consistent").asBoolean()).isFalse();
    assertThat(touched.json().get("repaired").asInt()).isZero();

    // When it is repaired
    CommandLineRun repaired =
        reconcile(installation, archive, "--repair", "--by", "dora", "--why", "somebody was at it");

    // Then what needs no judgement is mended, and the rest is as it was
    assertThat(repaired.exitCode()).as(repaired.err()).isEqualTo(3);
    assertThat(repaired.json().get("repaired").asInt()).isEqualTo(2);
    assertThat(left(repaired)).containsExactlyInAnyOrder("bytes-differ", "not-recorded");
    assertThat(files.get(0)).exists();
    assertThat(Files.readString(altered)).endsWith("p.s.\r\n");
    assertThat(planted).exists();

    // And who wanted it is on record
    assertThat(decisions(installation))
        .containsExactlyInAnyOrder(
            "replayed by dora: somebody was at it",
            "second-copies-removed by dora: somebody was at it");

    // When somebody has looked at the rest and removed it
    Files.delete(altered);
    Files.delete(planted);
    CommandLineRun again =
        reconcile(installation, archive, "--repair", "--by", "dora", "--why", "looked at it");

    // Then the original comes back, and all agree
    assertThat(again.exitCode()).as(again.out()).isZero();
    assertThat(again.json().get("consistent").asBoolean()).isTrue();
    CommandLineRun finished = reconcile(installation, archive);
    assertThat(finished.exitCode()).isZero();
    assertThat(codes(finished)).isEmpty();
    assertThat(installation.delivered()).hasSize(delivered);

    // And what nobody knows is no good news, beside something known neither
    CommandLineRun unknown = reconcile(installation, archive, "--archive", "0123");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.out()).isEmpty();
    assertThat(unknown.err()).contains("0123");
  }

  private static CommandLineRun reconcile(
      Installation installation, String archive, String... options) {
    return installation.run(
        Stream.concat(
                Stream.of(
                    "reconcile",
                    "--archive",
                    archive,
                    "--mailboxes",
                    installation.mailboxes(),
                    "--json"),
                Stream.of(options))
            .toArray(String[]::new));
  }

  private static List<Path> ofMailbox(Installation installation, String mailbox)
      throws IOException {
    return installation.delivered().stream()
        .filter(file -> file.toString().contains("/" + mailbox + "/"))
        .sorted()
        .toList();
  }

  /** A message that one mailbox has and another has not, put into the other. */
  private static Path plant(List<Path> delivered, String from, String to) throws IOException {
    for (Path file : delivered) {
      Path there = Path.of(file.toString().replace(from, to));
      if (file.toString().contains(from) && !Files.exists(there)) {
        return Files.copy(file, there);
      }
    }
    throw new AssertionError("every message is in both mailboxes");
  }

  private static List<String> codes(CommandLineRun run) {
    return run.json().get("findings").valueStream().map(it -> it.get("code").asString()).toList();
  }

  private static List<String> left(CommandLineRun run) {
    return run.json()
        .get("findings")
        .valueStream()
        .filter(it -> !it.get("repaired").asBoolean())
        .map(it -> it.get("code").asString())
        .toList();
  }

  private static List<String> decisions(Installation installation) {
    return installation.log().stream()
        .filter(line -> !line.get("decision").isNull())
        .map(ReconcileTest::decision)
        .toList();
  }

  private static String decision(JsonNode line) {
    return "%s by %s: %s"
        .formatted(
            line.get("decision").asString(),
            line.get("decidedBy").asString(),
            line.get("decidedWhy").asString());
  }
}
