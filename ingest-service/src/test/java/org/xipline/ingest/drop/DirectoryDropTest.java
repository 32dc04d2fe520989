package org.xipline.ingest.drop;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryDropTest implements DropContract {
  @TempDir private Path directory;

  @Override
  public Drop drop() {
    return new DirectoryDrop(directory);
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }

  @Override
  public void put(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  @Override
  public Map<String, String> contents() throws IOException {
    try (var files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .collect(toMap(it -> directory.relativize(it).toString(), DirectoryDropTest::read));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldSayWhatLooksLikeAnArchiveAndIsNone() throws IOException {
    // Given
    Path elsewhere = Files.writeString(directory.resolve(".secret"), "secret");
    Files.createSymbolicLink(directory.resolve("link.xip"), elsewhere);
    Files.createSymbolicLink(directory.resolve("elsewhere"), elsewhere);
    Files.createDirectories(directory.resolve("directory.xip"));
    Files.createDirectories(directory.resolve("directory"));

    // When
    Listing listing = drop().list();

    // Then
    assertThat(listing.files()).isEmpty();
    assertThat(listing.problems())
        .extracting(FileProblem::toString)
        .satisfiesExactly(
            it -> assertThat(it).startsWith("directory.xip: is a directory"),
            it -> assertThat(it).startsWith("link.xip: is a symbolic link"));
  }

  /** Java's own strings lose such bytes. */
  @Test
  void shouldTakeAFileWhoseNameIsNotUtf8() throws IOException {
    // Given
    Path odd = Path.of(URI.create(directory.toUri() + "%E4%FF%0A.xip"));
    Files.writeString(odd, "content");
    DropFile file = drop().list().files().getFirst();

    // When
    try (LocalArchive local = new Drops(environment()).fetch(drop().locationOf(file))) {

      // Then
      assertThat(local.path()).hasContent("content");
    }
    assertThat(file.shown()).isEqualTo("%E4%FF%0A.xip");
    assertThat(Disposal.dispose(drop(), file, IMPORTED)).isTrue();
    assertThat(contents()).isEqualTo(Map.of("imported/%E4%FF%0A.xip", "content"));
  }

  @Test
  void shouldTellAFileThatWasTakenAwayAndPutBack() throws IOException {
    // Given
    put("a.xip", "content");
    DropFile before = drop().list().files().getFirst();
    Path away = directory.resolve(".away");

    // When
    Files.move(directory.resolve("a.xip"), away);
    Files.move(away, directory.resolve("a.xip"));

    // Then
    assertThat(drop().list().files().getFirst()).isNotEqualTo(before);
  }

  @Test
  void shouldSayThatTheDirectoryIsMissing() {
    assertThatThrownBy(() -> new DirectoryDrop(directory.resolve("absent")).probe())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("absent");
  }
}
