package org.xipline.archive.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.schemas.reason.RejectionReason.ARCHIVE_TOO_LARGE;
import static org.xipline.schemas.reason.RejectionReason.MALFORMED_ARCHIVE;
import static org.xipline.schemas.reason.RejectionReason.SIGNATURE_INVALID;
import static org.xipline.schemas.reason.RejectionReason.UNSAFE_ENTRY;
import static org.xipline.schemas.reason.RejectionReason.UNSUPPORTED_CONTENT;
import static org.xipline.schemas.reason.RejectionReason.WEAK_ALGORITHM;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.archive.pack.ArchiveFixture;
import org.xipline.archive.pack.ArchiveFixture.ContentForm;
import org.xipline.archive.pack.TestPki;
import org.xipline.archive.signature.VerificationPolicy;
import org.xipline.schemas.reason.RejectionReason;

/**
 * Headers and tables of contents that are signed and still wrong, or that two readers read two
 * ways.
 */
class TableOfContentsAttacksTest {
  private static final String FILE = "<file id=\"7\"><name>%s</name><type>file</type>%s</file>";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "4, 27", // header size
    "4, 64", "6, 0", // version
    "6, 2"
  })
  void shouldRefuseOtherHeaders(int at, short value) throws IOException {
    assertRefused(header(bytes -> bytes.putShort(at, value)), MALFORMED_ARCHIVE);
  }

  @ParameterizedTest
  @CsvSource({
    "8, -1, MALFORMED_ARCHIVE",
    "8, 0, MALFORMED_ARCHIVE",
    "8, 1099511627776, MALFORMED_ARCHIVE",
    "8, 9223372036854775807, MALFORMED_ARCHIVE",
    "16, -1, MALFORMED_ARCHIVE",
    "16, 10, MALFORMED_ARCHIVE",
    "16, 1048576, MALFORMED_ARCHIVE",
    "16, 1099511627776, ARCHIVE_TOO_LARGE"
  })
  void shouldRefuseOtherLengths(int at, long value, RejectionReason reason) throws IOException {
    assertRefused(header(bytes -> bytes.putLong(at, value)), reason);
  }

  @ParameterizedTest
  @CsvSource({
    "0, WEAK_ALGORITHM",
    "2, WEAK_ALGORITHM",
    "-1, WEAK_ALGORITHM",
    "99, WEAK_ALGORITHM",
    "1, SIGNATURE_INVALID", // SHA-1, where SHA-256 stands
    "4, SIGNATURE_INVALID"
  })
  void shouldRefuseOtherAlgorithms(int value, RejectionReason reason) throws IOException {
    assertRefused(header(bytes -> bytes.putInt(24, value)), reason);
  }

  @Test
  void shouldRefuseAStyleThatTheHeaderDoesNotSay() throws IOException {
    assertRefused(
        toc("<checksum style=\"sha256\">", "<checksum style=\"sha1\">"), MALFORMED_ARCHIVE);
    assertRefused(toc("<checksum style=\"sha256\">", "<checksum style=\"none\">"), WEAK_ALGORITHM);
    assertRefused(toc("<checksum style=\"sha256\">", "<checksum>"), MALFORMED_ARCHIVE);
    assertAccepted(toc("<checksum style=\"sha256\">", "<checksum style=\"SHA256\">"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1", "32", "4294967296", "-1", "+0", " 0", "0x0", "", "9999999999999999999"})
  void shouldRefuseAnotherPlaceForTheChecksum(String offset) throws IOException {
    assertRefused(toc("<offset>0</offset>", "<offset>" + offset + "</offset>"), MALFORMED_ARCHIVE);
  }

  @Test
  void shouldRefuseTwoOfOneElement() throws IOException {
    for (String element :
        List.of(
            "<checksum style=\"sha256\"><offset>0</offset><size>32</size></checksum>",
            "<signature style=\"RSA\"><offset>32</offset><size>256</size></signature>",
            "<x-signature style=\"CMS\"><offset>288</offset><size>9216</size></x-signature>")) {
      assertRefused(toc("</toc>", element + "</toc>"), MALFORMED_ARCHIVE);
    }
    for (String element : List.of("<type>file</type>", "<mode>0644</mode>", "<data/>")) {
      assertRefused(toc("<type>file</type>", "<type>file</type>" + element), MALFORMED_ARCHIVE);
    }
    for (String element : List.of("length", "offset", "size", "extracted-checksum")) {
      String second = "<" + element + " style=\"sha256\">0</" + element + ">";
      assertRefused(toc("</data>", second + "</data>"), MALFORMED_ARCHIVE);
    }
    assertRefused(
        toc("</data>", "<unarchived-checksum style=\"sha256\">00</unarchived-checksum></data>"),
        MALFORMED_ARCHIVE);
    assertRefused(toc("</xar>", "<toc/></xar>"), MALFORMED_ARCHIVE);
  }

  @Test
  void shouldAcceptEqualNamesAndRefuseOthers() throws IOException {
    assertAccepted(toc("<name>T-42.json</name>", "<name>T-42.json</name><name>T-42.json</name>"));
    assertRefused(
        toc("<name>T-42.json</name>", "<name>T-42.json</name><name>b</name>"), MALFORMED_ARCHIVE);
  }

  @Test
  void shouldAcceptNamesInBase64AndTheOldNameOfAChecksum() throws IOException {
    assertAccepted(toc("<name>T-42.json</name>", "<name enctype=\"base64\">VC00Mi5qc29u</name>"));
    assertAccepted(archive().editToc(toc -> toc.replace("extracted-", "unarchived-")));
    assertRefused(
        toc("<name>T-42.json</name>", "<name enctype=\"base64\">/w==</name>"), UNSAFE_ENTRY);
    assertRefused(
        toc("<name>T-42.json</name>", "<name enctype=\"base64\">%</name>"), MALFORMED_ARCHIVE);
    assertRefused(
        toc("<name>T-42.json</name>", "<name enctype=\"rot13\">a</name>"), MALFORMED_ARCHIVE);
  }

  @Test
  void shouldIgnoreWhatNobodyReads() throws IOException {
    assertAccepted(
        toc(
            "<type>file</type>",
            "<type>file</type><FinderCreateTime><time>1900-4097-00T07:49:20</time>"
                + "</FinderCreateTime><ea id=\"0\"><name>x</name></ea><ea id=\"1\"/>"));
    assertAccepted(toc("</toc>", "</toc><pkg><a>text<b/></a></pkg>"));
    assertAccepted(toc("<mtime>2026-10-31T08:00:00Z</mtime>", "<mtime>never</mtime>"));
    assertAccepted(archive().tamperArchive(bytes -> Arrays.copyOf(bytes, bytes.length + 99)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE xar [<!ENTITY e \"x\">]><xar>",
        "<!DOCTYPE xar SYSTEM \"file:///etc/passwd\"><xar>",
        "<xar>text",
        "<xar xmlns:p=\"urn:p\"><p:toc/>",
        "<xar>&undeclared;",
        "<xar><a",
        "<archive>"
      })
  void shouldRefuseOtherXml(String begin) throws IOException {
    assertRefused(toc("<xar>", begin), MALFORMED_ARCHIVE);
  }

  @Test
  void shouldRefuseOtherEncodingsOfXml() throws IOException {
    assertRefused(toc("encoding=\"UTF-8\"", "encoding=\"ISO-8859-1\""), MALFORMED_ARCHIVE);
    assertRefused(toc("version=\"1.0\"", "version=\"1.1\""), MALFORMED_ARCHIVE);
    assertRefused(archive().editToc(toc -> toc + "<more/>"), MALFORMED_ARCHIVE);
  }

  @Test
  void shouldRefuseDeepNesting() throws IOException {
    assertRefused(
        toc("</toc>", "<a>".repeat(200) + "</a>".repeat(200) + "</toc>"), MALFORMED_ARCHIVE);
    var nested = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      nested
          .append("<file id=\"")
          .append(1000 + i)
          .append("\"><name>d</name><type>directory</type>");
    }
    String files = nested + "</file>".repeat(20_000);
    assertRefused(toc("</toc>", files + "</toc>"), ARCHIVE_TOO_LARGE);
  }

  @Test
  void shouldRefuseEndlessText() throws IOException {
    assertRefused(
        toc("<type>file</type>", "<type>" + "x".repeat(1 << 20) + "</type>"), MALFORMED_ARCHIVE);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 32, MALFORMED_ARCHIVE", // the checksum
    "100, 10, MALFORMED_ARCHIVE", // a signature
    "9500, 1, MALFORMED_ARCHIVE", // a signature's end
    "9505, 1, MALFORMED_ARCHIVE", // a part of another file
    "1099511627776, 5, MALFORMED_ARCHIVE",
    "999999999999999999, 999999999999999999, MALFORMED_ARCHIVE",
    "9223372036854775807, 1, MALFORMED_ARCHIVE",
    "18446744073709551616, 1, MALFORMED_ARCHIVE",
    "-1, 1, MALFORMED_ARCHIVE",
    "12abc, 1, MALFORMED_ARCHIVE"
  })
  void shouldRefuseRangesThatBelongToOthers(String offset, String length, RejectionReason reason)
      throws IOException {
    String data =
        "<data><offset>%s</offset><length>%s</length><size>%s</size></data>"
            .formatted(offset, length, length);
    assertRefused(toc("</toc>", FILE.formatted("b", data) + "</toc>"), reason);
  }

  @Test
  void shouldAcceptTwoFilesOverOneRange() throws IOException {
    assertAccepted(
        archive()
            .editToc(toc -> {
              String data = toc.substring(toc.indexOf("<data>"), toc.indexOf("</data>") + 7);
              return toc.replace("</toc>", FILE.formatted("b", data) + "</toc>");
            }));
  }

  @Test
  void shouldRefuseContentThatNoSignatureCovers() throws IOException {
    for (String checksum : List.of("archived-checksum", "extracted-checksum")) {
      String element = "(?s)<%1$s.*?</%1$s>".formatted(checksum);
      assertRefused(archive().editToc(toc -> toc.replaceFirst(element, "")), WEAK_ALGORITHM);
      for (String weak : List.of("md5", "none", "")) {
        assertRefused(
            archive()
                .editToc(toc ->
                    toc.replaceFirst(
                        element, "<%1$s style=\"%2$s\">00</%1$s>".formatted(checksum, weak))),
            WEAK_ALGORITHM);
      }
    }
  }

  @Test
  void shouldRefuseContentOfAnotherSize() throws IOException {
    for (ContentForm form : List.of(ContentForm.FILES_STORED, ContentForm.FILES_ZLIB)) {
      for (String size : List.of("1", "3")) {
        assertRefused(
            archive()
                .content(form)
                .editToc(toc -> toc.replace("<size>2</size>", "<size>" + size + "</size>")),
            MALFORMED_ARCHIVE);
      }
    }
  }

  @Test
  void shouldRefuseAnotherEncoding() throws IOException {
    assertRefused(toc("application/octet-stream", "application/x-unknown"), UNSUPPORTED_CONTENT);
    assertRefused(
        archive().content(ContentForm.FILES_ZLIB).editToc(toc -> toc.replace("x-gzip", "x-bzip2")),
        MALFORMED_ARCHIVE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<name>../evil</name><type>file</type>",
        "<name>/tmp/evil</name><type>file</type>",
        "<name>a/b</name><type>file</type>",
        "<name>..</name><type>file</type>",
        "<name></name><type>file</type>",
        "<name>T-42.json</name><type>file</type>",
        "<name>b</name><type>fifo</type>",
        "<name>b</name><type>character special</type>",
        "<name>b</name><type>whiteout</type>",
        "<name>b</name><type>file</type><mode>4755</mode>",
        "<name>b</name><type>file</type><mode>0102755</mode>",
        "<name>b</name><type link=\"8\">hardlink</type>",
        "<name>b</name><type link=\"7\">hardlink</type>",
        "<name>b</name><type>symlink</type><link></link>"
      })
  void shouldRefuseUnsafeEntries(String fields) throws IOException {
    assertRefused(toc("</toc>", "<file id=\"7\">" + fields + "</file></toc>"), UNSAFE_ENTRY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<file><name>b</name><type>file</type></file>",
        "<file id=\"1\"><name>b</name><type>file</type></file>",
        "<file id=\"7\"><type>file</type></file>",
        "<file id=\"7\"><name>b</name></file>",
        "<file id=\"7\"><name>b</name><type>symlink</type></file>",
        "<file id=\"7\"><name>b</name><type>hardlink</type></file>",
        "<file id=\"7\"><name>b</name><type>file</type><mode>99</mode></file>",
        "<file id=\"7\"><name>b</name><type>file</type><data><offset>1</offset></data></file>",
        "<file id=\"7\"><name>b</name><type>directory</type><data><offset>9504</offset>"
            + "<length>2</length><size>2</size></data></file>",
        "<file id=\"7\"><name>b</name><type>file</type><file id=\"8\"><name>c</name>"
            + "<type>file</type></file></file>",
        "<file id=\"7\"><name>&#0;</name><type>file</type></file>"
      })
  void shouldRefuseMalformedEntries(String file) throws IOException {
    assertRefused(toc("</toc>", file + "</toc>"), MALFORMED_ARCHIVE);
  }

  @Test
  void shouldReadHardLinksAsTheirOriginal() throws IOException {
    var archive =
        toc("</toc>", "<file id=\"7\"><name>b</name><type link=\"1\">hardlink</type></file></toc>");
    Verdict verdict = verdictOn(archive);
    assertThat(verdict.entries().get("b"))
        .isEqualTo(verdict.entries().get("T-42.json"))
        .isNotNull();
  }

  @Test
  void shouldReadADirectoryWhoseNameStandsBehindItsFiles() throws IOException {
    Verdict verdict =
        verdictOn(
            toc(
                "</toc>",
                "<file id=\"7\"><file id=\"8\"><name>c</name><type>file</type></file>"
                    + "<type>directory</type><name>b</name></file></toc>"));
    assertThat(verdict.entries()).containsKeys("b", "b/c");
  }

  @Test
  void shouldRefuseALinkWithADirectoryInItsPlace() throws IOException {
    assertRefused(
        toc(
            "</toc>",
            "<file id=\"7\"><name>d</name><type>symlink</type><link>/tmp</link></file>"
                + "<file id=\"8\"><name>d</name><type>directory</type></file></toc>"),
        UNSAFE_ENTRY);
  }

  @Test
  void shouldRefuseSignaturesOfUnknownStyle() throws IOException {
    assertRefused(toc("<signature style=\"RSA\">", "<signature style=\"DSA\">"), SIGNATURE_INVALID);
    assertRefused(toc("<signature style=\"RSA\">", "<signature style=\"CMS\">"), SIGNATURE_INVALID);
  }

  private static ArchiveFixture header(Consumer<ByteBuffer> change) {
    return archive()
        .tamperArchive(bytes -> {
          byte[] changed = bytes.clone();
          change.accept(ByteBuffer.wrap(changed));
          return changed;
        });
  }

  /** An archive of one file of two bytes, id 1, right behind the signatures at offset 9504. */
  private static ArchiveFixture archive() {
    return ArchiveFixture.create().file("T-42.json", "{}").content(ContentForm.FILES_STORED);
  }

  private static ArchiveFixture toc(String found, String replacement) {
    UnaryOperator<String> edit =
        toc -> {
          assertThat(toc).contains(found);
          return toc.replaceFirst(Pattern.quote(found), Matcher.quoteReplacement(replacement));
        };
    return archive().editToc(edit);
  }

  private Verdict verdictOn(ArchiveFixture archive) throws IOException {
    return Verdict.on(
        archive.writeTo(folder.resolve("a.xip")),
        VerificationPolicy.trusting(List.of(TestPki.root().leaf()))
            .withAt(ArchiveFixture.SIGNED_AT));
  }

  private void assertAccepted(ArchiveFixture archive) throws IOException {
    Verdict verdict = verdictOn(archive);
    assertThat(verdict.rejection()).as(verdict.toString()).isEmpty();
  }

  private void assertRefused(ArchiveFixture archive, RejectionReason reason) throws IOException {
    Verdict verdict = verdictOn(archive);
    assertThat(verdict.rejection()).as(verdict.toString()).contains(reason);
  }
}
