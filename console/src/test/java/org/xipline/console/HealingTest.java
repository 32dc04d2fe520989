package org.xipline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.console.command.CommandLineRun;
import org.xipline.console.demo.SampleArchive;
import tools.jackson.databind.JsonNode;

/** Dead letters of the sample archive, mended one after the other by the whole program. */
@NightlyTest
class HealingTest {
  private static final String BOB = "bob@contoso.example";

  @TempDir private Path directory;
  private Installation installation;

  @BeforeEach
  void install() {
    installation = new Installation(directory);
  }

  @Test
  @Timeout(300)
  void shouldDeliverWhatWasMendedAndNothingElse() throws Exception {
    // Given an archive with one unmapped pair, one malformed item and one item over the limit
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
            installation.mailboxes());
    assertThat(imported.exitCode()).as(imported.err()).isEqualTo(3);
    List<Path> before = installation.delivered();

    // When the newcomer is mapped, and what waits for that is replayed
    CommandLineRun mapped =
        replay(
            "--reason",
            "unmapped",
            "--mapping",
            mapping("chloe@contoso.example"),
            "--why",
            "first day");

    // Then one message more is there, and the rest is as it was
    assertThat(mapped.exitCode()).as(mapped.err()).isZero();
    assertThat(totals(mapped))
        .isEqualTo(
            "{\"expected\":25,\"delivered\":21,\"alreadyPresent\":0,\"external\":1,"
                + "\"unmapped\":0,\"deadLettered\":3,\"pending\":0}");
    assertThat(mapped.json().at("/replay/outcomes/delivered").asInt()).isOne();
    assertThat(mapped.json().at("/replay/outcomes/expected").asInt()).isOne();
    assertThat(mapped.json().at("/replay/why").asString()).isEqualTo("first day");
    List<Path> added = new ArrayList<>(installation.delivered());
    added.removeAll(before);
    assertThat(added).singleElement().asString().contains("chloe@contoso.example");

    // When everything is tried again under a higher limit
    CommandLineRun raised = replay("--all", "--limit", "20MiB", "--why", "legal asked for it");

    // Then the large item goes through, and the malformed one is what it was, once more
    assertThat(raised.exitCode()).as(raised.err()).isEqualTo(3);
    assertThat(totals(raised))
        .isEqualTo(
            "{\"expected\":25,\"delivered\":23,\"alreadyPresent\":0,\"external\":1,"
                + "\"unmapped\":0,\"deadLettered\":1,\"pending\":0}");
    assertThat(reasons(raised)).containsExactly("malformed-item");
    assertThat(raised.json().at("/replay/selected").asInt()).isEqualTo(3);
    assertThat(raised.json().at("/replay/notReplayable").asInt()).isZero();
    assertThat(raised.json().get("balanced").asBoolean()).isTrue();
    assertThat(installation.delivered()).hasSize(before.size() + 3);

    // When what cannot be mended is dismissed
    CommandLineRun dismissed =
        installation.run(
            "dead-letters",
            "dismiss",
            "--reason",
            "malformed-item",
            "--why",
            "test data",
            "--by",
            "dora",
            "--json");

    // Then it is listed only where it is asked for, and still counted
    assertThat(dismissed.exitCode()).as(dismissed.err()).isZero();
    assertThat(dismissed.json().get("dismissed").asInt()).isOne();
    assertThat(reasons(installation.run("dead-letters", "list", "--json"))).isEmpty();
    CommandLineRun all =
        installation.run(
            "dead-letters", "list", "--dismissed", "--reason", "malformed-item", "--json");
    assertThat(reasons(all)).containsExactly("malformed-item");
    assertThat(all.json().at("/deadLetters/0/dismissed").asBoolean()).isTrue();

    // And who decided what, and why, is on record
    JsonNode letter = all.json().at("/deadLetters/0");
    assertThat(letter.at("/lastDecision/decision").asString()).isEqualTo("dismissed");
    assertThat(letter.at("/lastDecision/by").asString()).isEqualTo("dora");
    assertThat(letter.at("/lastDecision/why").asString()).isEqualTo("test data");
    String id = letter.get("archiveId").asString();
    CommandLineRun shown =
        installation.run("dead-letters", "show", id, letter.get("entry").asString(), "--json");
    assertThat(shown.json().at("/history/0/replayedWhy").isNull()).isTrue();
    assertThat(shown.json().at("/history/1/replayedWhy").asString())
        .isEqualTo("legal asked for it");
    assertThat(decisionsInLog())
        .containsExactlyInAnyOrder(
            "replayed first day: delivered",
            "replayed legal asked for it: delivered",
            "replayed legal asked for it: delivered",
            "dismissed test data: dead-lettered");

    // And what nobody knows is no good news
    CommandLineRun unknown = installation.run("dead-letters", "list", "--archive", "no-such");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("no-such");

    // When nothing is left to replay
    CommandLineRun nothing = replay("--all", "--why", "just in case");

    // Then nothing moves
    assertThat(nothing.exitCode()).as(nothing.err()).isZero();
    assertThat(nothing.json().at("/replay/selected").asInt()).isZero();
    assertThat(installation.delivered()).hasSize(before.size() + 3);
  }

  @Test
  @Timeout(300)
  void shouldTryADeliveryAgainAndMapAnewWhereTheMailboxWasWrong() throws Exception {
    // Given a participant that is mapped to a mailbox that cannot be, and one whose mailbox is not
    SampleArchive sample = SampleArchive.in(directory);
    Path inTheWay = Files.createDirectories(directory.resolve("mail")).resolve(BOB);
    Files.writeString(inTheWay, "no directory");
    CommandLineRun imported =
        installation.run(
            "import",
            sample.archive().toString(),
            "--trust",
            sample.authority().toString(),
            "--users",
            sample.users().toString(),
            "--mapping",
            mapping("no..one@contoso.example"),
            "--mailboxes",
            installation.mailboxes(),
            "--json");
    assertThat(imported.exitCode()).as(imported.err()).isEqualTo(3);
    int before = installation.delivered().size();
    long ofBob =
        imported
            .json()
            .get("deadLetters")
            .valueStream()
            .filter(it -> BOB.equals(it.get("mailbox").asString("")))
            .filter(it -> it.get("reason").asString().equals("mailbox-not-found"))
            .count();
    assertThat(ofBob).isGreaterThan(1);

    // When all deliveries are tried again, and one mailbox was mended
    Files.delete(inTheWay);
    CommandLineRun again = replay("--reason", "mailbox-not-found", "--why", "directory made");

    // Then that one has its messages, and the other a dead letter of a later attempt
    assertThat(again.json().at("/replay/outcomes/delivered").asLong()).isEqualTo(ofBob);
    assertThat(again.json().at("/replay/outcomes/deadLettered").asInt()).isOne();
    assertThat(reasons(again)).containsOnlyOnce("mailbox-not-found");
    int between = installation.delivered().size();
    assertThat(between).isGreaterThan(before);

    // When the mapping is mended
    CommandLineRun mended =
        replay(
            "--address",
            "newcomer@contoso.example",
            "--mapping",
            mapping("chloe@contoso.example"),
            "--why",
            "typing error");

    // Then the message is in the other mailbox
    assertThat(mended.json().at("/replay/outcomes/delivered").asInt()).isOne();
    assertThat(mended.json().at("/replay/notReplayable").asInt()).isZero();
    assertThat(mended.json().get("balanced").asBoolean()).isTrue();
    assertThat(reasons(mended)).doesNotContain("mailbox-not-found");
    assertThat(installation.delivered()).hasSize(between + 1);
  }

  private String mapping(String mailbox) throws IOException {
    return installation.file(
        "mapping.csv", "address,mailbox\nnewcomer@contoso.example," + mailbox + "\n");
  }

  private CommandLineRun replay(String... arguments) {
    return installation.run(
        Stream.concat(
                Stream.of(
                    "dead-letters", "replay", "--mailboxes", installation.mailboxes(), "--json"),
                Stream.of(arguments))
            .toArray(String[]::new));
  }

  private List<String> decisionsInLog() {
    return installation.log().stream()
        .filter(line -> !line.get("decision").isNull())
        .map(line ->
            "%s %s: %s"
                .formatted(
                    line.get("decision").asString(),
                    line.get("decidedWhy").asString(),
                    line.get("outcome").asString()))
        .toList();
  }

  private static String totals(CommandLineRun run) {
    return run.json().get("totals").toString();
  }

  private static List<String> reasons(CommandLineRun run) {
    JsonNode letters = run.json().get("deadLetters");
    return letters.valueStream().map(it -> it.get("reason").asString()).toList();
  }
}
