package org.xipline.archive.pack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.xipline.archive.content.ContentDecoder;
import org.xipline.archive.content.CpioEntryReader;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.pack.ArchiveFixture.CmsForm;
import org.xipline.archive.pack.ArchiveFixture.ContentForm;
import org.xipline.archive.pack.ArchiveFixture.RsaForm;

class ArchiveFixtureTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_NONE, names = "FILES_.*")
  void shouldBuildContentOfEachForm(ContentForm form) throws IOException {
    assertThat(paths(sample().content(form).bytes())).containsExactly("d", "d/a.json", "l");
  }

  @ParameterizedTest
  @EnumSource
  void shouldBuildArchivesThat7ZipReads(ContentForm form) throws IOException {
    sample().content(form).writeTo(folder.resolve("fixture.xip"));

    assertThat(Tool.run(folder, "7z", "t", "-txar", "fixture.xip")).contains("Everything is Ok");
  }

  @ParameterizedTest
  @EnumSource(names = {"FILES_STORED", "FILES_ZLIB"})
  void shouldBuildFilesThatBsdtarExtracts(ContentForm form) throws IOException {
    sample().checksum(ChecksumStyle.SHA_1).content(form).writeTo(folder.resolve("fixture.xip"));

    Tool.run(folder, "bsdtar", "-xf", "fixture.xip");

    assertThat(folder.resolve("d/a.json")).hasContent("{}");
    assertThat(Files.readSymbolicLink(folder.resolve("l"))).isEqualTo(Path.of("d/a.json"));
  }

  @Test
  void shouldLeaveSignaturesOut() {
    String toc = ReadBack.toc(sample().unsigned().bytes());

    assertThat(toc).doesNotContain("signature").contains("<checksum");
  }

  @Test
  void shouldSignInEitherRsaForm() {
    byte[] single = sample().rsa(RsaForm.CHECKSUM).bytes();
    byte[] doubled = sample().rsa(RsaForm.DIGEST_OF_CHECKSUM).bytes();

    assertThat(ReadBack.heap(doubled, 0, 32)).isEqualTo(ReadBack.heap(single, 0, 32));
    assertThat(ReadBack.heap(doubled, 32, 256)).isNotEqualTo(ReadBack.heap(single, 32, 256));
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = Mode.EXCLUDE)
  void shouldSignInEitherCmsForm(CmsForm form) throws IOException {
    // Given
    byte[] archive = sample().rsa(RsaForm.NONE).cms(form).bytes();
    Files.write(folder.resolve("checksum"), ReadBack.heap(archive, 0, 32));
    Files.write(folder.resolve("cms"), ReadBack.heap(archive, 32, 9_216));
    TestPki.writeCertificate(TestPki.root(), folder.resolve("root.pem"));

    // When
    String printed =
        Tool.run(
            folder,
            "openssl",
            "cms",
            "-verify",
            "-binary",
            "-inform",
            "DER",
            "-in",
            "cms",
            "-content",
            "checksum",
            "-CAfile",
            "root.pem",
            "-purpose",
            "any",
            "-out",
            "verified");

    // Then
    assertThat(printed).containsIgnoringCase("successful");
  }

  @Test
  void shouldTellEditsFromTampering() {
    // Given
    byte[] genuine = sample().bytes();

    // When
    byte[] edited = sample().editToc(toc -> toc.replace("0644", "0600")).bytes();
    byte[] tampered = sample().tamperFiles(ArchiveFixtureTest::flipLastBit).bytes();

    // Then
    assertThat(ReadBack.heap(edited, 0, 32)).isNotEqualTo(ReadBack.heap(genuine, 0, 32));
    assertThat(ReadBack.heap(tampered, 0, 32)).isEqualTo(ReadBack.heap(genuine, 0, 32));
    assertThat(tampered).isNotEqualTo(genuine).hasSameSizeAs(genuine);
  }

  @Test
  void shouldEditMetadataAndCpio() throws IOException {
    byte[] archive =
        sample()
            .editCpio(
                cpio -> new String(cpio, UTF_8).replace("./d/a.json", "./d/b.json").getBytes(UTF_8))
            .editMetadata(plist -> plist.replace("<integer>1</integer>", "<integer>2</integer>"))
            .bytes();

    assertThat(paths(archive)).containsExactly("d", "d/b.json", "l");
  }

  private static ArchiveFixture sample() {
    return ArchiveFixture.create()
        .directory("d")
        .file("d/a.json", "{}")
        .symbolicLink("l", "d/a.json");
  }

  private static byte[] flipLastBit(byte[] bytes) {
    byte[] flipped = bytes.clone();
    flipped[flipped.length - 1] ^= 1;
    return flipped;
  }

  private static List<String> paths(byte[] archive) throws IOException {
    var paths = new ArrayList<String>();
    try (var reader =
        new CpioEntryReader(
            new ContentDecoder().decode(ReadBack.content(archive), ArchiveLimits.DEFAULT),
            ArchiveLimits.DEFAULT)) {
      for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        paths.add(entry.get().path().value());
      }
    }
    return paths;
  }
}
