package org.xipline.archive.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.archive.content.ContentDecoder;
import org.xipline.archive.content.CpioEntryReader;
import org.xipline.archive.model.ArchiveEntry;
import org.xipline.archive.model.ArchiveLimits;

class ArchiveWriterTest {
  private static final Instant SIGNED_AT = ArchiveFixture.SIGNED_AT;
  private static final Instant MODIFIED_AT = Instant.parse("2026-10-01T07:30:00Z");

  @TempDir Path folder;
  private Path source;
  private Path output;

  @BeforeEach
  void makeSource() throws IOException {
    source = Files.createDirectory(folder.resolve("source"));
    output = folder.resolve("out.xip");
    Files.createDirectories(source.resolve("chats/attachments"));
    write("chats/T-1.json", "{\"Id\":\"T-1\"}".getBytes(StandardCharsets.UTF_8));
    write("chats/attachments/é.bin", randomBytes(300_000));
    write("chats/empty.json", new byte[0]);
    Files.createSymbolicLink(source.resolve("latest.json"), Path.of("chats/T-1.json"));
  }

  @Test
  void shouldWriteWhatTheReaderReads() throws IOException {
    // When
    PackedArchive packed = writer().write(source, output);

    // Then
    assertThat(packed.entries()).isEqualTo(6);
    assertThat(packed.contentBytes()).isEqualTo(300_012);
    assertThat(packed.archiveBytes()).isEqualTo(Files.size(output));
    assertThat(readBack())
        .containsExactly(
            "d 755 chats",
            "f 644 chats/T-1.json 12 2026-10-01T07:30:00Z",
            "d 755 chats/attachments",
            "f 644 chats/attachments/é.bin 300000 2026-10-01T07:30:00Z",
            "f 644 chats/empty.json 0 2026-10-01T07:30:00Z",
            "l latest.json -> chats/T-1.json");
  }

  @Test
  void shouldWriteTheSameBytesAgain() throws IOException {
    // Given
    writer().write(source, output);
    byte[] first = Files.readAllBytes(output);

    // When
    writer().write(source, output);

    // Then
    assertThat(Files.readAllBytes(output)).isEqualTo(first);
  }

  @Test
  void shouldLeaveNothingBesideTheOutput() throws IOException {
    // When
    writer().write(source, output);

    // Then
    assertThat(members()).containsExactlyInAnyOrder("out.xip", "source");
  }

  @Test
  void shouldLeaveNothingWhenAnEntryCannotBePacked() throws IOException, InterruptedException {
    // Given
    Path pipe = source.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    // When / Then
    assertThatThrownBy(() -> writer().write(source, output))
        .isInstanceOf(PackException.class)
        .hasMessage("pipe is a device, a pipe or a socket");
    assertThat(members()).containsExactly("source");
  }

  @Test
  void shouldRefuseWhatReadersWouldRefuse() throws IOException {
    // Given
    write("a\\b", new byte[0]);

    // When / Then
    assertThatThrownBy(() -> writer().write(source, output))
        .isInstanceOf(PackException.class)
        .hasMessageContaining("readers would refuse");
  }

  @Test
  void shouldNotPackTheOutputIntoItself() {
    assertThatThrownBy(() -> writer().write(source, source.resolve("out.xip")))
        .isInstanceOf(PackException.class)
        .hasMessageContaining("into itself");
  }

  @Test
  void shouldRefuseASourceThatIsNoDirectory() {
    assertThatThrownBy(() -> writer().write(folder.resolve("none"), output))
        .isInstanceOf(PackException.class)
        .hasMessageContaining("is not a directory");
  }

  private ArchiveWriter writer() {
    return new ArchiveWriter(PackSettings.of(TestPki.leaf(), SIGNED_AT));
  }

  private void write(String path, byte[] content) throws IOException {
    Path file = Files.write(source.resolve(path), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setLastModifiedTime(file, FileTime.from(MODIFIED_AT));
  }

  private static byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  private List<String> members() throws IOException {
    try (Stream<Path> members = Files.list(folder)) {
      return members.map(file -> file.getFileName().toString()).toList();
    }
  }

  private List<String> readBack() throws IOException {
    var content = ReadBack.content(Files.readAllBytes(output));
    var lines = new ArrayList<String>();
    try (var reader =
        new CpioEntryReader(
            new ContentDecoder().decode(content, ArchiveLimits.DEFAULT), ArchiveLimits.DEFAULT)) {
      for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        lines.add(describe(entry.get()));
      }
    }
    return lines;
  }

  private static String describe(ArchiveEntry entry) {
    return switch (entry) {
      case ArchiveEntry.RegularFile file ->
          "f %o %s %d %s".formatted(file.mode(), file.path(), file.sizeBytes(), file.modifiedAt());
      case ArchiveEntry.Directory directory ->
          "d %o %s".formatted(directory.mode(), directory.path());
      case ArchiveEntry.SymbolicLink link -> "l %s -> %s".formatted(link.path(), link.target());
    };
  }
}
