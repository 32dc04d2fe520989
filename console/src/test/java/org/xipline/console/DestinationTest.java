package org.xipline.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xipline.console.command.CommandLineRun;
import org.xipline.importer.MailboxServers;

/**
 * What an interrupted command has left is finished by that command, into its own mailboxes,
 * whatever is asked of the data directory meanwhile.
 */
@LongTest
class DestinationTest {
  private static final int ITEMS = 6;

  @TempDir private Path directory;
  private Installation installation;
  private Path mailA;
  private Path mailB;
  private DeskArchive a;
  private DeskArchive b;

  @BeforeEach
  void makeArchives() throws IOException {
    installation = new Installation(directory);
    mailA = directory.resolve("A");
    mailB = directory.resolve("B");
    a = DeskArchive.of(ITEMS, directory.resolve("a"));
    b = DeskArchive.of(ITEMS, directory.resolve("b"));
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE_IT_IS_TAKEN_UP", "AMID_DELIVERY"})
  @Timeout(300)
  void shouldFinishWhatWasInterruptedWhereItBegan(Interruption interruption) throws Exception {
    // Given an import into A that was interrupted
    CommandLineRun interrupted = interrupted(interruption, a.importing(at(mailA)));
    assertThat(interrupted.exitCode()).as(interrupted.err()).isOne();
    int before = copies(mailA, a);

    // When another archive goes into B
    CommandLineRun other = installation.run(b.importing(at(mailB)));

    // Then all of it does, and nothing else
    assertThat(other.exitCode()).as(other.err()).isEqualTo(3);
    assertThat(DeskArchive.copiesIn(mailB)).isEqualTo(Map.of(b.id(), b.copies()));

    // When the same archive is to go into B
    CommandLineRun elsewhere = installation.run(a.importing(at(mailB)));

    // Then it does not, and the command says where it belongs
    assertThat(elsewhere.exitCode()).as(elsewhere.err()).isEqualTo(2);
    assertThat(elsewhere.json().at("/archives/0/state").asString()).isEqualTo("imported-elsewhere");
    assertThat(elsewhere.json().at("/archives/0/mailboxes").asString()).isEqualTo(at(mailA));
    assertThat(elsewhere.json().at("/totals/expected").asInt()).isZero();
    assertThat(copies(mailA, a)).isEqualTo(before);

    // When the first command is given again
    CommandLineRun finished = installation.run(a.importing(at(mailA)));

    // Then it goes on to its end
    assertThat(finished.exitCode()).as(finished.err()).isEqualTo(3);
    assertThat(finished.json().at("/archives/0/state").asString()).isEqualTo("imported");
    assertThat(finished.json().at("/totals/delivered").asInt()).isEqualTo(a.copies());
    assertThat(finished.json().at("/totals/pending").asInt()).isZero();
    assertThat(DeskArchive.copiesIn(mailA)).isEqualTo(Map.of(a.id(), a.copies()));
    assertThat(DeskArchive.copiesIn(mailB)).isEqualTo(Map.of(b.id(), b.copies()));
  }

  @Test
  @Timeout(180)
  void shouldKnowOnePlaceByItsSpellings() throws Exception {
    // Given an import that was interrupted
    Files.createDirectories(mailA);
    Path link = Files.createSymbolicLink(directory.resolve("link"), mailA);
    interrupted(Interruption.AMID_DELIVERY, a.importing("maildir:" + link));

    // When it is given again with the same mailboxes, spelled otherwise
    CommandLineRun finished = installation.run(a.importing("maildir:" + directory + "/./B/../A/"));

    // Then it goes on
    assertThat(finished.exitCode()).as(finished.err()).isEqualTo(3);
    assertThat(finished.json().at("/archives/0/state").asString()).isEqualTo("imported");
    assertThat(DeskArchive.copiesIn(mailA)).isEqualTo(Map.of(a.id(), a.copies()));
  }

  @Test
  @Timeout(180)
  void shouldEndWhenTheTimeToWaitIsOver() throws Exception {
    // When nothing is delivered
    var neverDelivering = Interruption.BEFORE_DELIVERY.after(Integer.MAX_VALUE, Interruption.NOW);
    CommandLineRun waited =
        installation.run(neverDelivering, a.importing(at(mailA), "--wait", "1s"));

    // Then the command says so, and goes on another time
    assertThat(waited.exitCode()).as(waited.err()).isOne();
    assertThat(waited.json().at("/archives/0/state").asString()).isEqualTo("in-progress");
    assertThat(waited.json().get("balanced").asBoolean()).isFalse();
    assertThat(waited.err()).contains("the same command goes on");
    assertThat(installation.run(a.importing(at(mailA))).exitCode()).isEqualTo(3);
    assertThat(DeskArchive.copiesIn(mailA)).isEqualTo(Map.of(a.id(), a.copies()));
  }

  @Test
  @Timeout(300)
  void shouldFindAllOfAInAThoughItWasKilledAndBCameBetween() throws Exception {
    // Given an import into A that is killed amid its deliveries
    DeskArchive large = DeskArchive.of(1500, directory.resolve("large"));
    try (var killed = forked(large.importing(at(mailA)))) {
      awaitCopiesIn(mailA, killed);
      killed.kill();
    }
    assertThat(copies(mailA, large)).isPositive().isLessThan(large.copies());

    // When others come, and then the same again
    CommandLineRun other = installation.run(b.importing(at(mailB)));
    CommandLineRun finished = installation.run(large.importing(at(mailA)));

    // Then each has its own, once
    assertThat(other.exitCode()).as(other.err()).isEqualTo(3);
    assertThat(finished.exitCode()).as(finished.err()).isEqualTo(3);
    assertThat(DeskArchive.copiesIn(mailA)).isEqualTo(Map.of(large.id(), large.copies()));
    assertThat(DeskArchive.copiesIn(mailB)).isEqualTo(Map.of(b.id(), b.copies()));
  }

  @Test
  @Timeout(300)
  void shouldSayThatTheSameCommandGoesOnWhenItIsToldToStop() throws Exception {
    DeskArchive large = DeskArchive.of(1500, directory.resolve("large"));
    try (var stopped = forked(large.importing(at(mailA)))) {
      awaitCopiesIn(mailA, stopped);
      stopped.interrupt();

      assertThat(stopped.errors()).contains("xipline import: stopped; the same command goes on");
    }
    CommandLineRun finished = installation.run(large.importing(at(mailA)));
    assertThat(finished.exitCode()).as(finished.err()).isEqualTo(3);
    assertThat(DeskArchive.copiesIn(mailA)).isEqualTo(Map.of(large.id(), large.copies()));
  }

  private ForkedCommand forked(List<String> command) throws IOException {
    return ForkedCommand.start(
        directory, DeskArchive.concat(command, List.of("--data", installation.data().toString())));
  }

  private static void awaitCopiesIn(Path mail, ForkedCommand command) {
    await()
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> !command.process().isAlive() || !DeskArchive.copiesIn(mail).isEmpty());
  }

  private CommandLineRun interrupted(Interruption interruption, List<String> command) {
    int records = interruption == Interruption.BEFORE_IT_IS_TAKEN_UP ? 1 : ITEMS + 1;
    return installation.run(interruption.after(records, Interruption.NOW), command);
  }

  private static String at(Path mail) {
    return MailboxServers.canonical("maildir:" + mail);
  }

  private static int copies(Path mail, DeskArchive archive) throws IOException {
    return DeskArchive.copiesIn(mail).getOrDefault(archive.id(), 0);
  }
}
