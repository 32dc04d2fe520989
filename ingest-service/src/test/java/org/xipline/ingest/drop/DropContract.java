package org.xipline.ingest.drop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.record.Signer;

/** What every drop promises. */
public interface DropContract {
  ArchiveId ARCHIVE = new ArchiveId("a".repeat(64));
  FileDecision IMPORTED = new FileDecision.Imported(ARCHIVE);
  FileDecision REJECTED =
      new FileDecision.Rejected(
          ARCHIVE,
          "unsigned",
          "no \"signature\" at all",
          Optional.of(Signer.newBuilder().setSubject("CN=x").setSha256("ab").build()),
          Instant.parse("2026-11-20T09:15:00Z"));

  /** The drop under test, empty. */
  Drop drop();

  /** Where secrets for it are. */
  Map<String, String> environment();

  /** Puts a file there as a source does. */
  void put(String name, String content) throws IOException;

  /** All files there, in folders too, with what they hold. */
  Map<String, String> contents() throws IOException;

  private DropFile only() throws IOException {
    List<DropFile> files = drop().list().files();
    assertThat(files).hasSize(1);
    return files.getFirst();
  }

  @Test
  default void shouldListWhatIsNotTemporary() throws IOException {
    // Given
    put("b.xip", "bb");
    put("a b+ä.xip", "a");
    put(".hidden.xip", "");
    put("c.xip.part", "");
    put("imported/old.xip", "");

    // When
    List<DropFile> files = drop().list().files();

    // Then
    assertThat(files).extracting(DropFile::name).containsExactly("a b+ä.xip", "b.xip");
    assertThat(files).extracting(DropFile::sizeBytes).containsExactly(1L, 2L);
  }

  @Test
  default void shouldFetchAFileByTheLocationThatArrivalsCarry() throws IOException {
    // Given
    put("a b+ä.xip", "content");

    // When
    String location = drop().locationOf(only());

    // Then
    try (LocalArchive local = new Drops(environment()).fetch(location)) {
      assertThat(local.path()).hasContent("content");
    }
  }

  @Test
  default void shouldFetchNothingWhereTheFileIsGone() throws IOException {
    // Given
    put("a.xip", "content");
    DropFile file = only();
    boolean _ = Disposal.dispose(drop(), file, IMPORTED);

    // When
    try (LocalArchive local = new Drops(environment()).fetch(drop().locationOf(file))) {

      // Then
      assertThat(Files.exists(local.path())).isFalse();
    }
    assertThatThrownBy(() -> drop().open(file).readAllBytes()).isInstanceOf(IOException.class);
  }

  @Test
  default void shouldTellAFileThatWasPutThereAgain() throws IOException {
    // Given
    put("a.xip", "content");
    DropFile before = only();
    boolean _ = Disposal.dispose(drop(), before, IMPORTED);

    // When
    put("a.xip", "content");

    // Then
    assertThat(only()).isNotEqualTo(before);
  }

  @Test
  default void shouldMoveWhatIsImported() throws IOException {
    // Given
    put("a.xip", "content");

    // When
    boolean _ = Disposal.dispose(drop(), only(), IMPORTED);

    // Then
    assertThat(contents()).isEqualTo(Map.of("imported/a.xip", "content"));
  }

  @Test
  default void shouldPutTheReasonBesideWhatIsRejected() throws IOException {
    // Given
    put("a.xip", "content");

    // When
    boolean _ = Disposal.dispose(drop(), only(), REJECTED);

    // Then
    assertThat(contents())
        .containsOnlyKeys("quarantine/a.xip", "quarantine/a.xip.reason.json")
        .containsEntry("quarantine/a.xip", "content")
        .containsEntry(
            "quarantine/a.xip.reason.json",
            """
            {"archiveId":"%s","reason":"unsigned","detail":"no \\"signature\\" at all",\
            "signer":{"subject":"CN=x","sha256":"ab"},"at":"2026-11-20T09:15:00Z"}
            """
                .formatted(ARCHIVE.hex()));
  }

  @Test
  default void shouldPutTheArchivesIdIntoANameThatIsTaken() throws IOException {
    // Given
    put("imported/a.xip", "of yesterday");
    put("a.xip", "content");

    // When
    boolean _ = Disposal.dispose(drop(), only(), IMPORTED);

    // Then
    assertThat(contents())
        .isEqualTo(
            Map.of(
                "imported/a.xip",
                "of yesterday",
                "imported/a." + ARCHIVE.hex() + ".xip",
                "content"));
  }

  @Test
  default void shouldLeaveAFileThatHasChangedSinceItWasListed() throws IOException {
    // Given
    put("a.xip", "first");
    DropFile listed = only();
    put("a.xip", "second");

    // When
    drop().move(listed, "imported/a.xip");

    // Then
    assertThat(contents()).isEqualTo(Map.of("a.xip", "second"));
  }

  @Test
  default void shouldTellWhetherAFileIsThereAsItWasListed() throws IOException {
    // Given
    put("a.xip", "first");
    DropFile listed = only();
    assertThat(drop().holds(listed)).isTrue();

    // When
    put("a.xip", "second");

    // Then
    assertThat(drop().holds(listed)).isFalse();
    assertThat(drop().holds(new DropFile("absent.xip", 0, listed.version()))).isFalse();
  }

  /** Two pollers may hold the same verdict. */
  @Test
  default void shouldLeaveNoReasonForAFileThatIsGone() throws IOException {
    // Given
    put("a.xip", "content");
    DropFile file = only();
    boolean _ = Disposal.dispose(drop(), file, REJECTED);
    Map<String, String> disposed = contents();

    // When
    boolean again = Disposal.dispose(drop(), file, REJECTED);

    // Then
    assertThat(again).isFalse();
    assertThat(contents()).isEqualTo(disposed);
  }

  /**
   * A line break, another direction of writing, what looks encoded, and what looks like a query.
   */
  @Test
  default void shouldTakeFilesWhateverTheirNames() throws IOException {
    List<String> names =
        List.of("two\nlines.xip", "right\u202Eleft.xip", "100%.xip", "%41.xip", "a?b#c&d'.xip");
    for (String name : names) {
      // Given
      put(name, name);
      DropFile file = only();
      assertThat(file.name()).isEqualTo(name);
      assertThat(file.shown()).doesNotContainPattern("\\p{C}");

      // When
      try (LocalArchive local = new Drops(environment()).fetch(drop().locationOf(file));
          InputStream in = drop().open(file)) {

        // Then
        assertThat(local.path()).hasContent(name);
        assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(name);
      }
      boolean _ = Disposal.dispose(drop(), file, REJECTED);
      assertThat(contents())
          .containsEntry("quarantine/" + file.shown(), name)
          .containsKey("quarantine/" + file.shown() + ".reason.json");
    }
    assertThat(contents()).hasSize(2 * names.size());
  }

  @Test
  default void shouldCutANameThatLeavesNoRoomForAReason() throws IOException {
    // Given
    put("a".repeat(245) + ".xip", "content");

    // When
    boolean _ = Disposal.dispose(drop(), only(), REJECTED);

    // Then
    String name = "quarantine/" + "a".repeat(174) + "." + ARCHIVE.hex() + ".xip";
    assertThat(contents()).containsOnlyKeys(name, name + ".reason.json");
  }

  @Test
  default void shouldSayOfAFolderThatItIsNoArchive() throws IOException {
    // Given
    put("a.xip", "content");
    put("b.xip/inside.json", "{}");
    put("plain/inside.json", "{}");

    // When
    Listing listing = drop().list();

    // Then
    assertThat(listing.files()).extracting(DropFile::name).containsExactly("a.xip");
    assertThat(listing.problems()).singleElement().asString().startsWith("b.xip").contains("is a");
  }

  @Test
  default void shouldReadAFile() throws IOException {
    // Given
    put("a.xip", "content");

    // When
    try (InputStream in = drop().open(only())) {

      // Then
      assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("content");
    }
  }

  @Test
  default void shouldLeaveNoTraceOfAProbe() throws IOException {
    // Given
    put("a.xip", "content");

    // When
    drop().probe();

    // Then
    assertThat(contents()).isEqualTo(Map.of("a.xip", "content"));
  }

  /** Whatever was done when the process died, doing it again ends as if it had not. */
  @Test
  default void shouldComeToTheSameEndWhereverItWasStopped() throws IOException {
    for (FileDecision verdict : List.of(IMPORTED, REJECTED)) {
      for (int steps = 0; steps <= 2; steps++) {
        // Given
        String name = verdict.getClass().getSimpleName() + steps + ".xip";
        put(name, "content");
        var stopping = new StoppingDrop(drop(), steps);

        // When
        stopping.disposeOf(name, verdict);
        for (DropFile left : drop().list().files()) {
          boolean _ = Disposal.dispose(drop(), left, verdict);
        }

        // Then
        String folder = verdict.equals(IMPORTED) ? "imported/" : "quarantine/";
        assertThat(contents().keySet())
            .filteredOn(it -> it.contains(name))
            .as("stopped after %d steps", steps)
            .containsExactlyInAnyOrderElementsOf(
                verdict.equals(IMPORTED)
                    ? List.of(folder + name)
                    : List.of(folder + name, folder + name + ".reason.json"));
      }
    }
  }
}
