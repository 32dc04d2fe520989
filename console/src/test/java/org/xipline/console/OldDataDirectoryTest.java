package org.xipline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xipline.console.command.CommandLineRun;
import org.xipline.importer.MailboxServers;

/** Data directories of versions that did not record which mailboxes an archive went into. */
@NightlyTest
class OldDataDirectoryTest {
  private static final int ITEMS = 6;

  @TempDir private Path directory;
  private Installation installation;
  private EarlierVersion earlier;
  private Path mailA;
  private Path mailB;
  private DeskArchive a;
  private DeskArchive b;

  @BeforeEach
  void makeArchives() throws IOException {
    installation = new Installation(directory);
    earlier = new EarlierVersion(installation.data());
    mailA = directory.resolve("A");
    mailB = directory.resolve("B");
    a = DeskArchive.of(ITEMS, directory.resolve("a"));
    b = DeskArchive.of(ITEMS, directory.resolve("b"));
  }

  @Test
  @Timeout(180)
  void shouldLeaveWhatWasImportedWhereItIs() throws Exception {
    // Given
    earlier.importing(a, mailA);

    // When another archive goes into B, and the same is to go there
    CommandLineRun other = installation.run(b.importing(at(mailB)));
    CommandLineRun same = installation.run(a.importing(at(mailB)));

    // Then nothing that was delivered is delivered again
    assertThat(other.exitCode()).as(other.err()).isEqualTo(3);
    assertThat(same.exitCode()).as(same.err()).isEqualTo(3);
    assertThat(same.json().at("/archives/0/state").asString()).isEqualTo("already-imported");
    assertThat(DeskArchive.copiesIn(mailA)).isEqualTo(Map.of(a.id(), a.copies()));
    assertThat(DeskArchive.copiesIn(mailB)).isEqualTo(Map.of(b.id(), b.copies()));
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE_CONVERSION", "AMID_DELIVERY"})
  @Timeout(300)
  void shouldFinishWhatWasInterrupted(Interruption interruption) throws Exception {
    // Given
    int records = interruption == Interruption.BEFORE_IT_IS_TAKEN_UP ? 1 : ITEMS + 1;
    earlier.interrupted(a, mailA, interruption, records);

    // When another archive goes into B
    CommandLineRun other = installation.run(b.importing(at(mailB)));

    // Then nothing else does
    assertThat(other.exitCode()).as(other.err()).isEqualTo(3);
    assertThat(DeskArchive.copiesIn(mailB)).isEqualTo(Map.of(b.id(), b.copies()));

    // When some of it has been delivered, and it is to go on into B
    if (interruption == Interruption.AMID_DELIVERY) {
      CommandLineRun elsewhere = installation.run(a.importing(at(mailB)));

      // Then it does not
      assertThat(elsewhere.exitCode()).as(elsewhere.err()).isEqualTo(2);
      assertThat(elsewhere.json().at("/archives/0/state").asString())
          .isEqualTo("imported-elsewhere");
    }

    // When the first command is given again
    CommandLineRun finished = installation.run(a.importing(at(mailA)));

    // Then it goes on to its end
    assertThat(finished.exitCode()).as(finished.err()).isEqualTo(3);
    assertThat(finished.json().at("/archives/0/state").asString()).isEqualTo("imported");
    assertThat(finished.json().at("/totals/delivered").asInt()).isEqualTo(a.copies());
    assertThat(DeskArchive.copiesIn(mailA)).isEqualTo(Map.of(a.id(), a.copies()));
    assertThat(DeskArchive.copiesIn(mailB)).isEqualTo(Map.of(b.id(), b.copies()));
  }

  private static String at(Path mail) {
    return MailboxServers.canonical("maildir:" + mail);
  }
}
