package org.xipline.archive.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xipline.archive.content.ContentDecoder;
import org.xipline.archive.content.CpioEntryReader;
import org.xipline.archive.model.ArchiveLimits;

/** Other programs read what we write, and we read what they write; where they are installed. */
class OtherReadersTest {
  private static final byte[] NOISE = new byte[100_000];
  private static final int CHUNK_HEADERS_BYTES = 12 + 16;

  @TempDir Path folder;
  private Path source;
  private Path archive;

  @BeforeEach
  void makeSource() throws IOException {
    new Random(7).nextBytes(NOISE);
    source = Files.createDirectories(folder.resolve("source"));
    Files.createDirectories(source.resolve("d/attachments"));
    Files.writeString(source.resolve("d/a.json"), "{\"Id\":\"a\"}");
    Files.write(source.resolve("d/attachments/noise.bin"), NOISE);
    Files.createSymbolicLink(source.resolve("link"), Path.of("d/a.json"));
    archive = folder.resolve("out.xip");
  }

  @ParameterizedTest
  @EnumSource
  void shouldBeSoundTo7Zip(ChecksumStyle style) throws IOException {
    write(style);

    assertThat(Tool.run(folder, "7z", "t", "-txar", "out.xip")).contains("Everything is Ok");
  }

  /** libarchive knows no other digest yet. */
  @Test
  void shouldBeSoundToBsdtar() throws IOException {
    write(ChecksumStyle.SHA_1);

    assertThat(Tool.run(folder, "bsdtar", "-xOf", "out.xip", "Metadata"))
        .contains("<integer>100010</integer>");
    assertThat(Tool.run(folder, "bsdtar", "-tf", "out.xip")).contains("Content");
  }

  @ParameterizedTest
  @EnumSource
  void shouldCarryASignatureThatOpensslVerifies(ChecksumStyle style) throws IOException {
    write(style);
    assertThat(verifiedByOpenssl(style)).containsIgnoringCase("successful");
  }

  @Test
  void shouldCarryATimestampThatTheOthersTolerate() throws IOException {
    try (var server = TimestampServer.start()) {
      write(settings(ChecksumStyle.SHA_1).withTimestamps(new HttpTimestampAuthority(server.uri())));
    }

    assertThat(verifiedByOpenssl(ChecksumStyle.SHA_1)).containsIgnoringCase("successful");
    assertThat(Tool.run(folder, "7z", "t", "-txar", "out.xip")).contains("Everything is Ok");
    assertThat(Tool.run(folder, "bsdtar", "-tf", "out.xip")).contains("Content");
  }

  private String verifiedByOpenssl(ChecksumStyle style) throws IOException {
    byte[] bytes = Files.readAllBytes(archive);
    Matcher cms =
        Pattern.compile(
                "<x-signature style=\"CMS\">\\s*<offset>(\\d+)</offset>\\s*<size>(\\d+)</size>")
            .matcher(ReadBack.toc(bytes));
    assertThat(cms.find()).isTrue();
    int checksumBytes = style.newDigest().getDigestLength();
    Files.write(
        folder.resolve("cms.der"),
        ReadBack.heap(bytes, Integer.parseInt(cms.group(1)), Integer.parseInt(cms.group(2))));
    Files.write(folder.resolve("checksum"), ReadBack.heap(bytes, 0, checksumBytes));
    TestPki.writeCertificate(TestPki.root(), folder.resolve("root.pem"));

    return Tool.run(
        folder,
        "openssl",
        "cms",
        "-verify",
        "-binary",
        "-inform",
        "DER",
        "-in",
        "cms.der",
        "-content",
        "checksum",
        "-CAfile",
        "root.pem",
        "-purpose",
        "any",
        "-out",
        "verified");
  }

  @Test
  void shouldCarryAnRsaSignatureThatOpensslVerifies() throws IOException {
    // Given
    write(ChecksumStyle.SHA_256);
    byte[] bytes = Files.readAllBytes(archive);
    Files.write(folder.resolve("checksum"), ReadBack.heap(bytes, 0, 32));
    Files.write(folder.resolve("rsa"), ReadBack.heap(bytes, 32, 256));
    TestPki.writeCertificate(TestPki.leaf(), folder.resolve("leaf.pem"));

    // When
    String printed =
        Tool.run(
            folder,
            "openssl",
            "pkeyutl",
            "-verify",
            "-certin",
            "-inkey",
            "leaf.pem",
            "-in",
            "checksum",
            "-sigfile",
            "rsa",
            "-pkeyopt",
            "digest:sha256");

    // Then
    assertThat(printed).contains("Verified Successfully");
  }

  @Test
  void shouldPackChunksThatXzUnpacks() throws IOException {
    // Given
    write(ChecksumStyle.SHA_256);
    byte[] content = ReadBack.content(Files.readAllBytes(archive)).readAllBytes();
    long plainBytes = ByteBuffer.wrap(content).getLong(12);
    Files.write(
        folder.resolve("chunk.xz"),
        Arrays.copyOfRange(content, CHUNK_HEADERS_BYTES, content.length));

    // When
    Tool.run(folder, "xz", "--decompress", "chunk.xz");

    // Then
    assertThat(folder.resolve("chunk")).hasSize(plainBytes);
  }

  @Test
  void shouldFileEntriesThatBsdtarExtracts() throws IOException {
    // Given
    write(ChecksumStyle.SHA_256);
    Path cpio = writeCpio();
    Path target = Files.createDirectory(folder.resolve("bsdtar"));

    // When
    Tool.run(target, "bsdtar", "-xf", cpio.toString());

    // Then
    assertSameAsSource(target);
  }

  @Test
  void shouldFileEntriesThatCpioExtracts() throws IOException {
    // Given
    write(ChecksumStyle.SHA_256);
    Path cpio = writeCpio();
    Path target = Files.createDirectory(folder.resolve("cpio"));

    // When
    Tool.run(target, "cpio", "--extract", "--quiet", "--file", cpio.toString());

    // Then
    assertSameAsSource(target);
  }

  @Test
  void shouldReadWhatBsdtarFiles() throws IOException {
    // Given
    Files.createLink(source.resolve("d/hard.json"), source.resolve("d/a.json"));
    Tool.run(source, "bsdtar", "--format", "odc", "-cf", "../bsdtar.cpio", ".");

    // When / Then
    try (var reader =
        new CpioEntryReader(
            Files.newInputStream(folder.resolve("bsdtar.cpio")), ArchiveLimits.DEFAULT)) {
      int count = 0;
      while (reader.next().isPresent()) {
        count++;
      }
      assertThat(count).isEqualTo(6);
    }
  }

  private void write(ChecksumStyle style) throws IOException {
    write(settings(style));
  }

  private void write(PackSettings settings) throws IOException {
    PackedArchive packed = new ArchiveWriter(settings).write(source, archive);
    assertThat(packed.entries()).isEqualTo(5);
  }

  private static PackSettings settings(ChecksumStyle style) {
    return PackSettings.of(TestPki.leaf(), ArchiveFixture.SIGNED_AT)
        .withChecksumStyle(style)
        .withCompressionLevel(6);
  }

  private Path writeCpio() throws IOException {
    Path cpio = folder.resolve("content.cpio");
    try (var plain =
        new ContentDecoder()
            .decode(ReadBack.content(Files.readAllBytes(archive)), ArchiveLimits.DEFAULT)) {
      Files.copy(plain, cpio);
    }
    return cpio;
  }

  private static void assertSameAsSource(Path target) throws IOException {
    assertThat(target.resolve("d/a.json")).hasContent("{\"Id\":\"a\"}");
    assertThat(target.resolve("d/attachments/noise.bin")).hasBinaryContent(NOISE);
    assertThat(Files.readSymbolicLink(target.resolve("link"))).isEqualTo(Path.of("d/a.json"));
  }
}
