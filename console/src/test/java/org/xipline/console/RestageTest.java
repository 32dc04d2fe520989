package org.xipline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.console.command.CommandLineRun;
import org.xipline.console.demo.SampleArchive;

/** What purging removed is staged again by an operator, and then replays find it. */
@NightlyTest
class RestageTest {
  /** Messages in the sample's mailboxes, and those of its item that is over the limit. */
  private static final int COPIES = 19;

  private static final int LARGE = 2;

  @TempDir private Path directory;
  private Installation installation;
  private SampleArchive sample;

  @BeforeEach
  void install() throws IOException {
    installation = new Installation(directory);
    sample = SampleArchive.in(directory);
  }

  @Test
  @Timeout(300)
  void shouldReplayWhatWasPurgedOnceItIsStagedAgain() throws Exception {
    // Given an archive whose payloads are purged, and an item of it that is wanted after all
    CommandLineRun imported = importing();
    assertThat(imported.exitCode()).as(imported.err()).isEqualTo(3);
    purge();
    CommandLineRun early = replayLetters("--reason", "attachment-too-large", "--dismissed");
    assertThat(early.exitCode()).as(early.err()).isEqualTo(3);
    assertThat(reasons(early)).contains("payload-expired").doesNotContain("attachment-too-large");
    assertThat(installation.delivered()).hasSize(COPIES);

    // When it is staged again
    CommandLineRun restaged = importing("--restage", "--by", "ann", "--why", "asked for");

    // Then nothing is delivered, and the payloads are there
    assertThat(restaged.json().at("/archives/0/state").asString()).isEqualTo("already-imported");
    assertThat(restaged.json().at("/archives/0/restaged").asLong()).isPositive();
    assertThat(installation.delivered()).hasSize(COPIES);
    assertThat(installation.run("topics", "tail", "xip.audit", "--from", "beginning").out())
        .contains("restaging", "ann", "asked for");

    // When the letters are replayed
    CommandLineRun replayed = replayLetters("--reason", "payload-expired");

    // Then everything is there once
    assertThat(replayed.exitCode()).as(replayed.err()).isZero();
    assertThat(replayed.json().at("/replay/outcomes/delivered").asInt()).isEqualTo(LARGE);
    assertThat(installation.delivered()).hasSize(COPIES + LARGE);
  }

  @Test
  @Timeout(300)
  void shouldMakeMessagesAnewThatWerePurgedWithTheirArchive() throws Exception {
    // Given an archive that is purged, and a message that is too large for a record, and is lost
    CommandLineRun imported = importing("--limit", "20MiB");
    assertThat(installation.delivered()).hasSize(COPIES + LARGE);
    String archive = imported.json().at("/archives/0/archiveId").asString();
    purge();
    Files.delete(largest());
    CommandLineRun early = replay("replay", "--archive", archive);
    assertThat(early.exitCode()).as(early.err()).isEqualTo(3);
    assertThat(installation.delivered()).hasSize(COPIES + LARGE - 1);

    // When it is staged again, twice
    CommandLineRun first = importing("--limit", "20MiB", "--restage", "--why", "lost");
    CommandLineRun second = importing("--limit", "20MiB", "--restage", "--why", "lost");
    assertThat(first.json().at("/archives/0/restaged").asLong()).isPositive();
    assertThat(second.json().at("/archives/0/restaged").asLong(-1)).isZero();
    CommandLineRun again = replay("replay", "--archive", archive);

    // Then that message comes back, and no other comes twice
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.json().at("/replay/notReplayable").asInt()).isZero();
    assertThat(installation.delivered()).hasSize(COPIES + LARGE);
  }

  @Test
  @Timeout(300)
  void shouldStageAgainWhateverTheMailboxesAndNothingThatWasNotImported() throws Exception {
    // Given
    CommandLineRun unknown = importing("--restage", "--why", "typing error");

    // Then what was not imported is not imported by the way
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err())
        .contains("connector import has not imported")
        .contains("omit --restage");
    assertThat(importing("--why", "no reason").exitCode()).isEqualTo(2);
    assertThat(importing("--restage").err()).contains("--restage needs --why");

    // When its mailboxes have moved
    assertThat(importing().exitCode()).isEqualTo(3);
    purge();
    CommandLineRun moved =
        importing("maildir:" + directory.resolve("elsewhere"), "--restage", "--why", "they moved");

    // Then it is staged again, for a replay to take it there
    assertThat(moved.json().at("/archives/0/state").asString()).isEqualTo("already-imported");
    assertThat(moved.json().at("/archives/0/restaged").asLong()).isPositive();
    assertThat(moved.json().at("/archives/0/mailboxes").asString()).endsWith("/mail");
    assertThat(directory.resolve("elsewhere").resolve("alice@contoso.example")).doesNotExist();
  }

  private void purge() {
    CommandLineRun dismissed =
        installation.run("dead-letters", "dismiss", "--all", "--why", "the source keeps it");
    assertThat(dismissed.exitCode()).as(dismissed.err()).isZero();
    CommandLineRun purged = installation.run("purge", "--older-than", "0", "--json");
    assertThat(purged.json().at("/archives/0/purged").asBoolean()).as(purged.out()).isTrue();
  }

  private CommandLineRun importing(String... more) {
    boolean elsewhere = more.length > 0 && more[0].startsWith("maildir:");
    return installation.run(
        Stream.concat(
                Stream.of(
                    "import",
                    sample.archive().toString(),
                    "--trust",
                    sample.authority().toString(),
                    "--users",
                    sample.users().toString(),
                    "--json",
                    "--mailboxes",
                    elsewhere ? more[0] : installation.mailboxes()),
                Stream.of(more).skip(elsewhere ? 1 : 0))
            .toList());
  }

  private CommandLineRun replayLetters(String... which) {
    return replay(
        Stream.concat(Stream.of("dead-letters", "replay", "--limit", "20MiB"), Stream.of(which))
            .toArray(String[]::new));
  }

  private CommandLineRun replay(String... command) {
    return installation.run(
        Stream.concat(
                Stream.of(command),
                Stream.of("--why", "found", "--json", "--mailboxes", installation.mailboxes()))
            .toList());
  }

  private Path largest() throws IOException {
    Path largest = installation.delivered().getFirst();
    for (Path file : installation.delivered()) {
      largest = Files.size(file) > Files.size(largest) ? file : largest;
    }
    return largest;
  }

  private static List<String> reasons(CommandLineRun run) {
    return run.json()
        .get("deadLetters")
        .valueStream()
        .map(it -> it.get("reason").asString())
        .toList();
  }
}
