package org.xipline.archive.content;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.xipline.archive.content.Rejections.assertRejected;
import static org.xipline.schemas.reason.RejectionReason.ARCHIVE_TOO_LARGE;
import static org.xipline.schemas.reason.RejectionReason.MALFORMED_ARCHIVE;
import static org.xipline.schemas.reason.RejectionReason.UNSAFE_ENTRY;
import static org.xipline.schemas.reason.RejectionReason.UNSUPPORTED_CONTENT;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.archive.model.ArchiveEntry;
import org.xipline.archive.model.ArchiveEntry.RegularFile;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.pack.CpioFixture;
import org.xipline.archive.pack.PbzxFixture;

class CpioEntryReaderTest {
  private static final int SET_UID = 04000;
  private static final int SET_GID = 02000;

  @Test
  void shouldReadEntriesInOrder() throws IOException {
    // Given
    byte[] cpio =
        new CpioFixture()
            .directory(".")
            .directory("./d")
            .file("./d/a.json", "{}")
            .file("./d/empty", "")
            .symbolicLink("./l", "d/a.json")
            .file("b.xml", "<a/>")
            .trailer()
            .bytes();

    // When / Then
    assertThat(read(cpio))
        .containsExactly(
            "d 755 d", "f 644 d/a.json {}", "f 644 d/empty ", "l l d/a.json", "f 644 b.xml <a/>");
  }

  @Test
  void shouldSayWhenAnEntryWasModified() throws IOException {
    byte[] cpio = new CpioFixture().file("a", "").trailer().bytes();

    try (var reader = reader(cpio)) {
      assertThat(reader.next().orElseThrow().modifiedAt())
          .isEqualTo(Instant.ofEpochSecond(CpioFixture.MODIFIED));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldWriteToAChannelWhatWasNotReadBefore(boolean inPbzx) throws IOException {
    // Given
    String content = "0123456789".repeat(30_000);
    byte[] cpio = new CpioFixture().file("a", content).file("b", "").trailer().bytes();
    byte[] stored = inPbzx ? PbzxFixture.encode(cpio, 64 << 10) : cpio;
    InputStream in =
        new ContentDecoder().decode(new ByteArrayInputStream(stored), ArchiveLimits.DEFAULT);
    var written = new ByteArrayOutputStream();
    try (var reader = new CpioEntryReader(in, ArchiveLimits.DEFAULT)) {
      var first = (RegularFile) reader.next().orElseThrow();
      assertThat(first.content().readNBytes(10)).hasSize(10);

      // When
      first.content().writeTo(Channels.newChannel(written));

      // Then
      assertThat(written.toString(US_ASCII)).isEqualTo(content.substring(10));
      assertThat(first.content().read()).isNegative();
      var second = (RegularFile) reader.next().orElseThrow();
      second.content().writeTo(Channels.newChannel(written));
      assertThat(written.size()).isEqualTo(content.length() - 10);
      assertThatIOException()
          .isThrownBy(() -> first.content().writeTo(Channels.newChannel(written)))
          .withMessageContaining("moved on");
      assertThat(reader.next()).isEmpty();
    }
  }

  @Test
  void shouldNotWriteLessThanAFileHasWithoutSayingSo() throws IOException {
    byte[] whole = new CpioFixture().file("a", "x".repeat(1_000)).bytes();
    try (var reader = reader(Arrays.copyOf(whole, whole.length - 1))) {
      var file = (RegularFile) reader.next().orElseThrow();
      var written = new ByteArrayOutputStream();

      assertRejected(MALFORMED_ARCHIVE, () -> file.content().writeTo(Channels.newChannel(written)));
    }
  }

  @Test
  void shouldSkipWhatWasNotRead() throws IOException {
    // Given
    byte[] cpio =
        new CpioFixture()
            .file("a", "x".repeat(100_000))
            .file("b", "y".repeat(100_000))
            .trailer()
            .bytes();
    try (var reader = reader(cpio)) {
      var first = (RegularFile) reader.next().orElseThrow();
      assertThat(first.content().readNBytes(10)).hasSize(10);

      // When
      var second = (RegularFile) reader.next().orElseThrow();

      // Then
      assertThat(second.content().readAllBytes()).hasSize(100_000).containsOnly('y');
      assertThatIOException().isThrownBy(first.content()::read).withMessageContaining("moved on");
      assertThat(reader.next()).isEmpty();
      assertThat(reader.next()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 512, 1 << 20})
  void shouldTakeZerosBehindTheTrailer(int fill) throws IOException {
    byte[] cpio = new CpioFixture().file("a", "1").trailer().raw(new byte[fill]).bytes();

    assertThat(read(cpio)).containsExactly("f 644 a 1");
  }

  @Test
  void shouldBoundTheZerosBehindTheTrailer() {
    byte[] cpio = new CpioFixture().trailer().raw(new byte[(1 << 20) + 1]).bytes();

    assertRejected(MALFORMED_ARCHIVE, () -> read(cpio));
  }

  @Test
  void shouldRefuseAnythingElseBehindTheTrailer() {
    byte[] cpio = new CpioFixture().trailer().raw(new byte[300]).raw(new byte[] {1}).bytes();

    assertRejected(MALFORMED_ARCHIVE, () -> read(cpio)).withMessageContaining("follows");
  }

  @Test
  void shouldRefuseATrailerThatAnotherReaderTakesForAFile() {
    byte[] file = new CpioFixture().file("TRAILER!!!", "").bytes();
    byte[] unknown = new CpioFixture().member("TRAILER!!!", 07000, new byte[0]).bytes();

    assertRejected(MALFORMED_ARCHIVE, () -> read(file)).withMessageContaining("trailer");
    assertRejected(MALFORMED_ARCHIVE, () -> read(unknown)).withMessageContaining("trailer");
  }

  @Test
  void shouldRefuseAStreamThatIsCutAnywhere() {
    byte[] cpio =
        new CpioFixture()
            .directory(".")
            .file("./a", "content")
            .symbolicLink("./l", "a")
            .trailer()
            .bytes();
    for (int length = 0; length < cpio.length; length++) {
      byte[] cut = Arrays.copyOf(cpio, length);
      assertRejected(MALFORMED_ARCHIVE, () -> read(cut));
    }
  }

  @Test
  void shouldRefuseAStreamThatIsCutInContentThatNobodyReads() throws IOException {
    // Given
    byte[] cpio = new CpioFixture().file("a", "content").bytes();
    try (var reader = reader(Arrays.copyOf(cpio, cpio.length - 1))) {
      reader.next();

      // When / Then
      assertRejected(MALFORMED_ARCHIVE, reader::next);
      assertRejected(MALFORMED_ARCHIVE, reader::next);
    }
  }

  @Test
  void shouldNotBelieveASizeWithoutData() {
    byte[] header = CpioFixture.header(CpioFixture.FILE, 1, 1, 2, (8L << 30) - 1);
    byte[] cpio = new CpioFixture().raw(header).raw("a\0".getBytes(UTF_8)).bytes();

    assertRejected(MALFORMED_ARCHIVE, () -> read(cpio));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9", "8", " ", "-", "+", "x", "\0"})
  void shouldTakeOctalDigitsOnly(String digit) {
    // Each field that is read, and its first position.
    for (int position : new int[] {12, 18, 36, 48, 59, 65}) {
      byte[] cpio = new CpioFixture().file("a", "1").trailer().bytes();
      cpio[position] = digit.getBytes(UTF_8)[0];
      assertRejected(MALFORMED_ARCHIVE, () -> read(cpio));
    }
  }

  @Test
  void shouldTakeOctalDigitsOnlyInFieldsThatItDoesNotUse() {
    for (int position : new int[] {6, 24, 30, 42}) {
      byte[] cpio = new CpioFixture().file("a", "1").trailer().bytes();
      cpio[position] = '9';
      assertRejected(MALFORMED_ARCHIVE, () -> read(cpio));
    }
  }

  @Test
  void shouldRefuseAnotherMagic() {
    byte[] cpio = new CpioFixture().file("a", "1").trailer().bytes();
    cpio[5] = '1';

    assertRejected(MALFORMED_ARCHIVE, () -> read(cpio)).withMessageContaining("byte 0");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5_000, 0777777})
  void shouldRefuseNamesOfOtherLengths(int nameBytes) {
    byte[] header = CpioFixture.header(CpioFixture.FILE, 1, 1, nameBytes, 0);
    byte[] name = new byte[nameBytes];
    Arrays.fill(name, (byte) 'a');
    byte[] cpio = new CpioFixture().raw(header).raw(name).trailer().bytes();

    assertRejected(MALFORMED_ARCHIVE, () -> read(cpio));
  }

  @Test
  void shouldRefuseANameThatDoesNotEndWithNul() {
    byte[] header = CpioFixture.header(CpioFixture.FILE, 1, 1, 2, 0);
    byte[] cpio = new CpioFixture().raw(header).raw("ab".getBytes(UTF_8)).trailer().bytes();

    assertRejected(MALFORMED_ARCHIVE, () -> read(cpio)).withMessageContaining("NUL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../evil", "./../evil", "/etc/passwd", ".//a", "././a", "..", "a\0b", "a/", "./"})
  void shouldRefuseUnsafeNames(String name) {
    assertRejected(UNSAFE_ENTRY, () -> read(new CpioFixture().file(name, "").trailer().bytes()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0020644, 0060644, 0010644, 0140644, 0160000})
  void shouldRefuseSpecialFiles(int mode) {
    byte[] cpio = new CpioFixture().member("a", mode, new byte[0]).trailer().bytes();

    assertRejected(UNSAFE_ENTRY, () -> read(cpio)).withMessageContaining("device");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 0644, 0030644, 0170644})
  void shouldRefuseModesWithoutAKind(int mode) {
    byte[] cpio = new CpioFixture().member("a", mode, new byte[0]).trailer().bytes();

    assertRejected(MALFORMED_ARCHIVE, () -> read(cpio));
  }

  @ParameterizedTest
  @ValueSource(ints = {SET_UID, SET_GID})
  void shouldRefuseSetIdFiles(int bit) {
    byte[] cpio =
        new CpioFixture().member("a", CpioFixture.FILE | bit, new byte[0]).trailer().bytes();

    assertRejected(UNSAFE_ENTRY, () -> read(cpio)).withMessageContaining("set-id");
  }

  @Test
  void shouldDropSetIdOfDirectories() throws IOException {
    byte[] cpio =
        new CpioFixture()
            .member("a", CpioFixture.DIRECTORY | SET_GID, new byte[0])
            .trailer()
            .bytes();

    assertThat(read(cpio)).containsExactly("d 755 a");
  }

  @Test
  void shouldRefuseDirectoriesWithData() {
    byte[] cpio =
        new CpioFixture().member("a", CpioFixture.DIRECTORY, new byte[1]).trailer().bytes();

    assertRejected(MALFORMED_ARCHIVE, () -> read(cpio));
  }

  @Test
  void shouldRefuseARootThatIsNoDirectory() {
    byte[] cpio = new CpioFixture().symbolicLink(".", "/tmp").trailer().bytes();

    assertRejected(UNSAFE_ENTRY, () -> read(cpio));
  }

  @Test
  void shouldRefuseTheRootTwice() {
    byte[] cpio = new CpioFixture().directory(".").directory(".").trailer().bytes();

    assertRejected(UNSAFE_ENTRY, () -> read(cpio));
  }

  @Test
  void shouldRefuseATrailerWithData() {
    byte[] cpio = new CpioFixture().member("TRAILER!!!", 0, new byte[1]).bytes();

    assertRejected(MALFORMED_ARCHIVE, () -> read(cpio));
  }

  @Test
  void shouldReadAFileThatIsCalledLikeTheTrailer() throws IOException {
    byte[] cpio = new CpioFixture().file("./TRAILER!!!", "1").trailer().bytes();

    assertThat(read(cpio)).containsExactly("f 644 TRAILER!!! 1");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4_097})
  void shouldBoundTheTargetOfALink(int length) {
    byte[] cpio = new CpioFixture().symbolicLink("l", "x".repeat(length)).trailer().bytes();

    assertRejected(MALFORMED_ARCHIVE, () -> read(cpio));
  }

  @Test
  void shouldRefuseATargetWithNul() {
    byte[] cpio = new CpioFixture().symbolicLink("l", "a\0").trailer().bytes();

    assertRejected(UNSAFE_ENTRY, () -> read(cpio));
  }

  @Test
  void shouldRefuseAPathThroughALink() {
    byte[] cpio =
        new CpioFixture().symbolicLink("./l", "/tmp").file("./l/evil", "").trailer().bytes();

    assertRejected(UNSAFE_ENTRY, () -> read(cpio));
  }

  @Test
  void shouldReadHardLinksAsFilesOfTheirOwn() throws IOException {
    byte[] data = "12".getBytes(UTF_8);
    byte[] cpio =
        new CpioFixture()
            .member("a", CpioFixture.FILE, 7, 2, data)
            .member("b", CpioFixture.FILE, 7, 2, data)
            .member("c", CpioFixture.FILE, 8, 2, new byte[0])
            .member("d", CpioFixture.FILE, 8, 2, new byte[0])
            .trailer()
            .bytes();

    assertThat(read(cpio)).containsExactly("f 644 a 12", "f 644 b 12", "f 644 c ", "f 644 d ");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldRefuseAHardLinkWithoutItsData(boolean dataFirst) {
    byte[] first = dataFirst ? "12".getBytes(UTF_8) : new byte[0];
    byte[] second = dataFirst ? new byte[0] : "12".getBytes(UTF_8);
    byte[] cpio =
        new CpioFixture()
            .member("a", CpioFixture.FILE, 7, 2, first)
            .member("b", CpioFixture.FILE, 7, 2, second)
            .trailer()
            .bytes();

    assertRejected(UNSUPPORTED_CONTENT, () -> read(cpio)).withMessageContaining("\"b\"");
  }

  @Test
  void shouldReadEmptyFilesThatShareAnInodeByWrapping() throws IOException {
    byte[] cpio =
        new CpioFixture()
            .member("a", CpioFixture.FILE, 7, 1, "12".getBytes(UTF_8))
            .member("b", CpioFixture.FILE, 7, 1, new byte[0])
            .trailer()
            .bytes();

    assertThat(read(cpio)).containsExactly("f 644 a 12", "f 644 b ");
  }

  @Test
  void shouldKeepToTheLimits() {
    byte[] cpio = new CpioFixture().file("a", "12345").file("b", "").trailer().bytes();

    assertRejected(ARCHIVE_TOO_LARGE, () -> read(cpio, limits(1, 100)));
    assertRejected(ARCHIVE_TOO_LARGE, () -> read(cpio, limits(10, 4)));
  }

  @Test
  void shouldReadNothingOnceClosed() throws IOException {
    var reader = reader(new CpioFixture().trailer().bytes());
    reader.close();

    assertThatIOException().isThrownBy(reader::next).withMessage("the reader is closed");
  }

  private static ArchiveLimits limits(long maxEntries, long maxEntryBytes) {
    return new ArchiveLimits(
        maxEntries, maxEntryBytes, 1 << 20, 1_000, 1 << 20, 64, 1 << 20, 1 << 20, false);
  }

  private static CpioEntryReader reader(byte[] cpio) {
    return new CpioEntryReader(new ByteArrayInputStream(cpio), ArchiveLimits.DEFAULT);
  }

  private static List<String> read(byte[] cpio) throws IOException {
    return read(cpio, ArchiveLimits.DEFAULT);
  }

  private static List<String> read(byte[] cpio, ArchiveLimits limits) throws IOException {
    var lines = new ArrayList<String>();
    try (var reader = new CpioEntryReader(new ByteArrayInputStream(cpio), limits)) {
      for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        lines.add(describe(entry.get()));
      }
    }
    return lines;
  }

  private static String describe(ArchiveEntry entry) throws IOException {
    return switch (entry) {
      case RegularFile file ->
          "f %o %s %s"
              .formatted(
                  file.mode(), file.path(), new String(file.content().readAllBytes(), UTF_8));
      case ArchiveEntry.Directory directory ->
          "d %o %s".formatted(directory.mode(), directory.path());
      case ArchiveEntry.SymbolicLink link -> "l %s %s".formatted(link.path(), link.target());
    };
  }
}
