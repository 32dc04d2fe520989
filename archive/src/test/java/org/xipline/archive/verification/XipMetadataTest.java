package org.xipline.archive.verification;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.pack.ArchiveFixture;
import org.xipline.archive.pack.TestPki;
import org.xipline.archive.signature.VerificationPolicy;
import org.xipline.schemas.reason.RejectionReason;

class XipMetadataTest {
  private static final String DOCTYPE =
      "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\""
          + " \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">";
  private static final String VERSION_1 = "<key>Version</key><integer>1</integer>";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        VERSION_1,
        "<key>Version</key><string>1</string>",
        "<key>FileSystemCompressionFormat</key><string>10.10</string>" + VERSION_1,
        "<key>Other</key><array><integer>2</integer></array>" + VERSION_1,
        "<key>Other</key><true/>" + VERSION_1
      })
  void shouldReadVersionOneWhateverStandsBesideIt(String dictionary) {
    assertThatNoException().isThrownBy(() -> require(plist(dictionary)));
    assertThatNoException().isThrownBy(() -> require(DOCTYPE + "\n" + plist(dictionary)));
    assertThatNoException()
        .isThrownBy(() ->
            require("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + DOCTYPE + plist(dictionary)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<key>Version</key><integer>2</integer>",
        "<key>Version</key><string></string>",
        "<key>Version</key><array><integer>1</integer></array>",
        "<key>version</key><integer>1</integer>"
      })
  void shouldSayThatAnotherVersionIsNotRead(String dictionary) {
    assertThatExceptionOfType(ArchiveRejectedException.class)
        .isThrownBy(() -> require(plist(dictionary)))
        .matches(e -> e.reason() == RejectionReason.UNSUPPORTED_CONTENT)
        .withMessageContaining("only version 1 is read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<plist/> | it holds no dictionary",
        "<plist><array/></plist> | it holds no dictionary",
        "<plist><dict/><dict/></plist> | it holds more than a dictionary",
        "<plist><dict><integer>1</integer></dict></plist> | a value has no key",
        "<plist><dict><key>Version</key></dict></plist> | a key has no value",
        "<plist><dict><key>a</key><true/><key>a</key><true/></dict></plist> | a key occurs twice"
      })
  void shouldSayWhatIsWrongWithAPropertyList(String propertyList, String problem) {
    assertMalformed(propertyList.getBytes(UTF_8), "the XIP's Metadata: " + problem);
  }

  @Test
  void shouldRefuseWhatStandsBehindThePropertyList() {
    assertMalformed((plist(VERSION_1) + "<plist/>").getBytes(UTF_8), "");
  }

  @Test
  void shouldRefuseWhatIsNotUtf8() {
    assertMalformed(
        plist("<key>\u00e4</key><true/>" + VERSION_1).getBytes(ISO_8859_1),
        "the XIP's Metadata is not UTF-8");
  }

  @ParameterizedTest
  @CsvSource({"65536, ", "65537, MALFORMED_ARCHIVE"})
  void shouldReadNoMoreThanItsLimit(int bytes, RejectionReason expected) throws IOException {
    // Given
    String propertyList = plist(VERSION_1);
    String padded = propertyList + " ".repeat(bytes - propertyList.length());
    Path file =
        ArchiveFixture.create()
            .file("T-42.json", "{}")
            .editMetadata(_ -> padded)
            .writeTo(folder.resolve("a.xip"));

    // When
    Verdict verdict =
        Verdict.on(
            file,
            VerificationPolicy.trusting(List.of(TestPki.root().leaf()))
                .withAt(ArchiveFixture.SIGNED_AT));

    // Then
    assertThat(verdict.rejection().orElse(null)).as(verdict.detail()).isEqualTo(expected);
  }

  private static void assertMalformed(byte[] propertyList, String detail) {
    assertThatExceptionOfType(ArchiveRejectedException.class)
        .isThrownBy(() -> XipMetadata.require(propertyList))
        .matches(e -> e.reason() == RejectionReason.MALFORMED_ARCHIVE)
        .withMessageContaining(detail);
  }

  private static void require(String propertyList) throws IOException {
    XipMetadata.require(propertyList.getBytes(UTF_8));
  }

  private static String plist(String dictionary) {
    return "<plist version=\"1.0\"><dict>" + dictionary + "</dict></plist>";
  }
}
