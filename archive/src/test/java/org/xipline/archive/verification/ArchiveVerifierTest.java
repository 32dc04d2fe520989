package org.xipline.archive.verification;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.archive.model.ArchiveEntry;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.model.EntryReader;
import org.xipline.archive.pack.ArchiveFixture;
import org.xipline.archive.pack.ArchiveFixture.ContentForm;
import org.xipline.archive.pack.TestPki;
import org.xipline.archive.signature.VerificationPolicy;
import org.xipline.archive.xar.DigestAlgorithm;
import org.xipline.archive.xar.SignatureStyle;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.reason.RejectionReason;

class ArchiveVerifierTest {
  private static final Instant AT = ArchiveFixture.SIGNED_AT;
  private static final String TEXT = "done at 42";
  private static final String DIGEST = Sha256.digest(TEXT.getBytes(UTF_8)).hex();

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void shouldReadEveryFormOfContent(ContentForm form) throws IOException {
    Verdict verdict = verdictOn(archive().symbolicLink("d/l", "T-42.json").content(form));
    assertThat(verdict.rejection()).as(verdict.toString()).isEmpty();
    assertThat(verdict.entries())
        .isEqualTo(Map.of("d", "directory", "d/T-42.json", DIGEST, "d/l", "-> T-42.json"));
  }

  static Stream<Arguments> filesOfOtherKinds() {
    return Stream.of(
        Arguments.of("\n <!DOCTYPE HTML><html>log in", "an HTML page"),
        Arguments.of("\u00ef\u00bb\u00bf\t<!doctype   html>", "an HTML page"),
        Arguments.of("<!-- a --> <HTML lang='en'>", "an HTML page"),
        Arguments.of("<?xml version='1.0'?><!DOCTYPE html PUBLIC", "an HTML page"),
        Arguments.of("\u00ff\u00fe<\0h\0t\0m\0l\0>\0", "an HTML page"),
        Arguments.of("\u00fe\u00ff\0<\0h\0t\0m\0l\0>", "an HTML page"),
        Arguments.of("<?xml version='1.0'?><Error>", "an XML document"),
        Arguments.of("{\"error\":\"not found\"}", "a JSON document"),
        Arguments.of("HTTP/1.1 302 Found", "an HTTP response"),
        Arguments.of("PK\u0003\u0004…", "a ZIP file"),
        Arguments.of("PK\u0005\u0006", "a ZIP file, an empty one"),
        Arguments.of("\u001f\u008b\b", "a gzip file"),
        Arguments.of("7z\u00bc\u00af'\u001c", "a 7z file"),
        Arguments.of("pbzx\0", "a pbzx stream"),
        Arguments.of("AA01", "Apple Archive (AA01)"),
        Arguments.of("YAA1", "Apple Archive (YAA1)"),
        Arguments.of("AEA1", "Encrypted Archive (AEA1)"),
        Arguments.of("version https://git-lfs.github", "Git LFS pointer"),
        Arguments.of("\0\0\0\0\0\0\0\0", "begins with zeros"),
        Arguments.of("something", "does not begin with \"xar!\""));
  }

  @ParameterizedTest
  @MethodSource("filesOfOtherKinds")
  void shouldSayWhatAFileIsThatIsNoArchive(String content, String description) throws IOException {
    assertThat(detailOf(content)).startsWith("not a XIP").contains(description);
  }

  @Test
  void shouldKnowADiskImageByItsEndAndATarArchiveByItsMiddle() throws IOException {
    assertThat(detailOf("x\u00da".repeat(600) + "koly" + "\0".repeat(508)))
        .contains("disk image (dmg)");
    assertThat(detailOf("a" + "\0".repeat(256) + "ustar  ")).contains("tar archive");
  }

  @Test
  void shouldSayThatAFileIsEmptyOrCut() throws IOException {
    assertThat(detailOf("")).isEqualTo("the file is empty");
    assertThat(detailOf("xa")).startsWith("truncated: ");
    assertThat(detailOf("xar!\u0000\u001c")).startsWith("truncated: ");
  }

  @Test
  void shouldSayWhatIsKnownOfARejectedArchive() throws IOException {
    PartialVerification ofStranger = findingsOn(archive().signer(TestPki.foreignLeaf()));
    PartialVerification ofForgery = findingsOn(archive().cmsSigner(TestPki.otherLeaf()));
    PartialVerification ofUnsigned = findingsOn(archive().unsigned());
    assertThat(ofStranger.digest()).contains(DigestAlgorithm.SHA_256);
    assertThat(ofStranger.signatures()).containsExactlyInAnyOrder(SignatureStyle.values());
    assertThat(ofStranger.signer()).isPresent();
    assertThat(ofForgery.signer()).isEmpty();
    assertThat(ofUnsigned.digest()).contains(DigestAlgorithm.SHA_256);
    assertThat(ofUnsigned.signatures()).isEmpty();
  }

  private PartialVerification findingsOn(ArchiveFixture archive) throws IOException {
    Path file = archive.writeTo(folder.resolve("a.xip"));
    return ((Verification.Rejected) verifier().verify(file)).findings();
  }

  @Test
  void shouldRefuseAXipThatHoldsMoreThanItsTwoFiles() throws IOException {
    String more = "<file id=\"9\"><name>More</name><type>file</type></file></toc>";
    Verdict verdict = verdictOn(archive().editToc(toc -> toc.replace("</toc>", more)));
    assertThat(verdict.rejection()).contains(RejectionReason.MALFORMED_ARCHIVE);
    assertThat(verdict.detail()).contains("beside Content and Metadata");
  }

  @Test
  void shouldSayThatAFileCannotBeRead() {
    Verification missing = verifier().verify(folder.resolve("missing.xip"));
    Verification directory = verifier().verify(folder);
    assertThat(missing)
        .isEqualTo(
            new Verification.Rejected(
                RejectionReason.UNREADABLE_FILE,
                "the file does not exist",
                PartialVerification.NONE));
    assertThat(directory)
        .isInstanceOfSatisfying(
            Verification.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(RejectionReason.UNREADABLE_FILE));
  }

  @ParameterizedTest
  @EnumSource(names = {"PBZX", "FILES_STORED", "FILES_ZLIB"})
  void shouldRefuseChangedContent(ContentForm form) throws IOException {
    Verdict verdict =
        verdictOn(archive().content(form).tamperFiles(files -> flipped(files, files.length - 1)));
    assertThat(verdict.rejection()).contains(RejectionReason.CONTENT_TAMPERED);
  }

  @Test
  void shouldRefuseAChangedTableOfContents() throws IOException {
    Verdict verdict = verdictOn(archive().tamperArchive(bytes -> flipped(bytes, 200)));
    assertThat(verdict.rejection()).contains(RejectionReason.SIGNATURE_INVALID);
  }

  @Test
  void shouldRefuseACutArchive() throws IOException {
    Verdict verdict =
        verdictOn(archive().tamperArchive(bytes -> Arrays.copyOf(bytes, bytes.length - 1)));
    assertThat(verdict.rejection()).contains(RejectionReason.MALFORMED_ARCHIVE);
    assertThat(verdict.detail()).startsWith("truncated: ");
  }

  @Test
  void shouldRefuseAnUnsignedArchive() throws IOException {
    assertThat(verdictOn(archive().unsigned()).rejection()).contains(RejectionReason.UNSIGNED);
  }

  @Test
  void shouldNameTheSignerOfARejectedArchiveWhereItsSignatureHolds() throws IOException {
    Path file = archive().signer(TestPki.foreignLeaf()).writeTo(folder.resolve("a.xip"));
    Verification verification = verifier().verify(file);
    assertThat(verification)
        .isInstanceOfSatisfying(
            Verification.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(RejectionReason.SIGNER_UNTRUSTED);
              assertThat(rejected.findings().signer().orElseThrow().subject())
                  .isEqualTo("CN=foreign signer");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<key>Version</key><string>2</string>",
        "<key>UncompressedSize</key><integer>1</integer>"
      })
  void shouldRefuseAnotherVersionOfXip(String dictionary) throws IOException {
    Verdict verdict =
        verdictOn(archive().editMetadata(_ -> "<plist><dict>" + dictionary + "</dict></plist>"));
    assertThat(verdict.rejection()).contains(RejectionReason.UNSUPPORTED_CONTENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<plist/>",
        "<plist><dict><key>Version</key></dict></plist>",
        "<plist><dict><integer>1</integer></dict></plist>",
        "<plist><dict><key>Version</key><integer>1</integer>"
            + "<key>Version</key><integer>1</integer></dict></plist>",
        "<plist><dict><key>Version</key><integer>1</integer></dict><dict/></plist>",
        "<!DOCTYPE plist SYSTEM \"file:///etc/passwd\"><plist><dict/></plist>",
        "<!DOCTYPE plist [<!ENTITY v \"1\">]><plist><dict/></plist>"
      })
  void shouldRefuseMalformedMetadata(String metadata) throws IOException {
    Verdict verdict = verdictOn(archive().editMetadata(_ -> metadata));
    assertThat(verdict.rejection()).contains(RejectionReason.MALFORMED_ARCHIVE);
  }

  @Test
  void shouldRefuseOtherKindsOfContent() throws IOException {
    for (String magic : List.of("AA01", "YAA1", "AEA1", "pbze")) {
      byte[] other = Arrays.copyOf(magic.getBytes(UTF_8), 100);
      Verdict verdict = verdictOn(archive().editContent(_ -> other));
      assertThat(verdict.rejection()).as(magic).contains(RejectionReason.UNSUPPORTED_CONTENT);
    }
  }

  @Test
  void shouldRefuseMoreThanTheLimits() throws IOException {
    ArchiveLimits few = limits(1, 1 << 20, 64);
    ArchiveLimits small = limits(100, TEXT.length() - 1, 64);
    ArchiveLimits flat = limits(100, 1 << 20, 0);
    for (ContentForm form : List.of(ContentForm.PBZX, ContentForm.FILES_ZLIB)) {
      Path file = archive().content(form).writeTo(folder.resolve(form + ".xip"));
      for (ArchiveLimits limits : List.of(few, small, flat)) {
        Verdict verdict = Verdict.on(file, policy(), limits);
        assertThat(verdict.rejection())
            .as(form + " " + limits)
            .contains(RejectionReason.ARCHIVE_TOO_LARGE);
      }
    }
  }

  @Test
  void shouldReadTheFileThatWasVerified() throws IOException {
    Path file = archive().writeTo(folder.resolve("a.xip"));
    try (TrustedArchive trusted = trusted(file)) {
      Files.move(
          Files.writeString(folder.resolve("other"), "other"),
          file,
          StandardCopyOption.REPLACE_EXISTING);
      assertThat(Verdict.entriesOf(trusted)).containsEntry("d/T-42.json", DIGEST);
      assertThat(Verdict.entriesOf(trusted)).containsEntry("d/T-42.json", DIGEST);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PBZX", "CPIO", "FILES_STORED", "FILES_ZLIB"})
  void shouldNoticeThatTheFileChangedAfterItWasVerified(ContentForm form) throws IOException {
    Path file = archive().content(form).writeTo(folder.resolve("a.xip"));
    try (TrustedArchive trusted = trusted(file)) {
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, flipped(bytes, bytes.length - 1));
      assertThat(readFailure(trusted)).isInstanceOf(ArchiveRejectedException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PBZX", "CPIO", "FILES_STORED", "FILES_ZLIB"})
  void shouldWriteFilesToAChannel(ContentForm form) throws IOException {
    Path file = archive().content(form).writeTo(folder.resolve("a.xip"));
    var written = new HashMap<String, String>();
    try (TrustedArchive trusted = trusted(file);
        EntryReader reader = trusted.entries()) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        if (next.get() instanceof ArchiveEntry.RegularFile regular) {
          var bytes = new ByteArrayOutputStream();
          regular.content().writeTo(Channels.newChannel(bytes));
          written.put(regular.path().value(), Sha256.digest(bytes.toByteArray()).hex());
        }
      }
    }
    assertThat(written).containsEntry("d/T-42.json", DIGEST);
  }

  @Test
  void shouldCheckTheRestOfWhatSomebodyBeganToRead() throws IOException {
    Path file = archive().content(ContentForm.FILES_STORED).writeTo(folder.resolve("a.xip"));
    try (TrustedArchive trusted = trusted(file);
        EntryReader reader = trusted.entries()) {
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, flipped(bytes, bytes.length - 1));
      assertThat(reader.next()).isPresent();
      assertThat(reader.next().orElseThrow())
          .isInstanceOfSatisfying(
              ArchiveEntry.RegularFile.class,
              entry -> assertThat(firstByte(entry.content())).isEqualTo('d'));
      assertThat(catchThrowable(reader::next))
          .isInstanceOfSatisfying(
              ArchiveRejectedException.class,
              e -> assertThat(e.reason()).isEqualTo(RejectionReason.CONTENT_TAMPERED));
    }
  }

  private static int firstByte(InputStream content) {
    try {
      return content.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Throwable readFailure(TrustedArchive trusted) {
    return catchThrowable(() -> Verdict.entriesOf(trusted));
  }

  private TrustedArchive trusted(Path file) {
    return switch (verifier().verify(file)) {
      case Verification.Trusted(var trusted) -> trusted;
      case Verification.Rejected rejected -> throw new AssertionError(rejected);
    };
  }

  private String detailOf(String content) throws IOException {
    Path file = Files.write(folder.resolve("a.xip"), content.getBytes(ISO_8859_1));
    Verdict verdict = Verdict.on(file, policy());
    assertThat(verdict.rejection()).contains(RejectionReason.MALFORMED_ARCHIVE);
    return verdict.detail();
  }

  private Verdict verdictOn(ArchiveFixture archive) throws IOException {
    return Verdict.on(archive.writeTo(folder.resolve("a.xip")), policy());
  }

  private static ArchiveFixture archive() {
    return ArchiveFixture.create().directory("d").file("d/T-42.json", TEXT);
  }

  private static ArchiveVerifier verifier() {
    return new ArchiveVerifier(policy(), ArchiveLimits.DEFAULT);
  }

  private static VerificationPolicy policy() {
    return VerificationPolicy.trusting(List.of(TestPki.root().leaf())).withAt(AT);
  }

  private static ArchiveLimits limits(long entries, long entryBytes, int depth) {
    return new ArchiveLimits(
        entries, entryBytes, 1 << 20, 1000, 1 << 20, depth, 1 << 20, 16 << 20, false);
  }

  private static byte[] flipped(byte[] bytes, int index) {
    byte[] changed = bytes.clone();
    changed[index] ^= 1;
    return changed;
  }
}
