package org.xipline.ingest.drop;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
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
  void shouldLeaveLinksAndDirectoriesAlone() throws IOException {
    // Given
    Path elsewhere = Files.writeString(directory.resolve(".secret"), "secret");
    Files.createSymbolicLink(directory.resolve("link.xip"), elsewhere);
    Files.createDirectories(directory.resolve("directory.xip"));

    // When, then
    assertThat(drop().list()).isEmpty();
  }

  @Test
  void shouldTellAFileThatWasTakenAwayAndPutBack() throws IOException {
    // Given
    put("a.xip", "content");
    DropFile before = drop().list().getFirst();
    Path away = directory.resolve(".away");

    // When
    Files.move(directory.resolve("a.xip"), away);
    Files.move(away, directory.resolve("a.xip"));

    // Then
    assertThat(drop().list().getFirst()).isNotEqualTo(before);
  }

  @Test
  void shouldSayThatTheDirectoryIsMissing() {
    assertThatThrownBy(() -> new DirectoryDrop(directory.resolve("absent")).probe())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("absent");
  }
}
