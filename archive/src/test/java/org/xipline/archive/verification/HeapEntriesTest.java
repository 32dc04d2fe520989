package org.xipline.archive.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.xar.HeapRange;
import org.xipline.archive.xar.XarData;
import org.xipline.archive.xar.XarEncoding;
import org.xipline.archive.xar.XarFile;
import org.xipline.archive.xar.XarFileKind;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.reason.RejectionReason;

class HeapEntriesTest {
  private static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");
  private static final XarFileKind REGULAR = new XarFileKind.Regular();
  private static final XarFileKind DIRECTORY = new XarFileKind.Directory();
  private static final long FREE = ArchiveLimits.RATIO_FREE_BYTES;

  @Test
  void shouldMakeAnEntryOfEveryKindOfFile() throws ArchiveRejectedException {
    // Given
    XarData data = data(42);
    List<XarFile> files =
        List.of(
            new XarFile(1, -1, "d", DIRECTORY, 040_755, AT, Optional.empty()),
            new XarFile(2, 0, "e", DIRECTORY, 040_700, AT, Optional.empty()),
            new XarFile(3, 1, "f", REGULAR, 0100_640, AT, Optional.of(data)),
            new XarFile(4, 1, "empty", REGULAR, 0100_600, AT, Optional.empty()),
            new XarFile(5, 0, "l", new XarFileKind.SymbolicLink("e/f"), 0, AT, Optional.empty()),
            new XarFile(6, -1, "h", new XarFileKind.HardLink(3), 0100_640, AT, Optional.empty()));

    // Then
    assertThat(entries(files))
        .containsExactly(
            new HeapEntry.Folder(new EntryPath("d"), AT, 0755),
            new HeapEntry.Folder(new EntryPath("d/e"), AT, 0700),
            new HeapEntry.File(
                new EntryPath("d/e/f"), AT, 0640, Optional.of(new NamedData("d/e/f", data))),
            new HeapEntry.File(new EntryPath("d/e/empty"), AT, 0600, Optional.empty()),
            new HeapEntry.Link(new EntryPath("d/l"), AT, "e/f"),
            new HeapEntry.File(
                new EntryPath("h"), AT, 0640, Optional.of(new NamedData("h", data))));
  }

  @ParameterizedTest
  @ValueSource(ints = {04644, 02644, 06644})
  void shouldRefuseFilesThatRunAsSomebodyElse(int mode) {
    assertRefused(
        List.of(new XarFile(1, -1, "a", REGULAR, mode, AT, Optional.empty())),
        RejectionReason.UNSAFE_ENTRY,
        "a has a set-id bit");
  }

  @Test
  void shouldReadAFileWhoseModeSaysMoreThanPermissions() throws ArchiveRejectedException {
    assertThat(entries(List.of(new XarFile(1, -1, "a", REGULAR, 0101_644, AT, Optional.empty()))))
        .containsExactly(new HeapEntry.File(new EntryPath("a"), AT, 0644, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({"1, false", "4096, false", "4097, true", "0, true"})
  void shouldRefuseLinksThatLeadNowhere(int length, boolean refused)
      throws ArchiveRejectedException {
    String target = "t".repeat(length);
    if (refused) {
      assertRefused(List.of(link(target)), RejectionReason.UNSAFE_ENTRY, "impossible target");
    } else {
      assertThat(entries(List.of(link(target)))).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "\0t", "t\0"})
  void shouldRefuseLinksWhoseTargetHoldsNul(String target) {
    assertRefused(List.of(link(target)), RejectionReason.UNSAFE_ENTRY, "impossible target");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 99})
  void shouldRefuseHardLinksToAnythingButAFile(long original) {
    List<XarFile> files =
        List.of(
            file(0, "a", data(1)),
            new XarFile(1, -1, "d", DIRECTORY, 0, AT, Optional.empty()),
            new XarFile(2, -1, "l", new XarFileKind.SymbolicLink("a"), 0, AT, Optional.empty()),
            new XarFile(3, -1, "h", new XarFileKind.HardLink(0), 0, AT, Optional.empty()),
            new XarFile(4, -1, "x", new XarFileKind.HardLink(original), 0, AT, Optional.empty()));

    assertRefused(files, RejectionReason.UNSAFE_ENTRY, "x is a hard link to no file");
  }

  @Test
  void shouldRefuseDevices() {
    assertRefused(
        List.of(
            new XarFile(
                1,
                -1,
                "null",
                new XarFileKind.Special("character special"),
                0,
                AT,
                Optional.empty())),
        RejectionReason.UNSAFE_ENTRY,
        "null is a character special");
  }

  @Test
  void shouldRefuseNamesThatLeadElsewhere() {
    assertRefused(
        List.of(new XarFile(1, -1, "a/b", REGULAR, 0, AT, Optional.empty())),
        RejectionReason.UNSAFE_ENTRY,
        "");
    assertRefused(
        List.of(new XarFile(1, -1, "..", DIRECTORY, 0, AT, Optional.empty())),
        RejectionReason.UNSAFE_ENTRY,
        "");
  }

  @Test
  void shouldCountEveryNameOfAFileAgainstTheLimits() throws ArchiveRejectedException {
    // Given two names of ten bytes
    List<XarFile> files =
        List.of(
            file(1, "a", data(10)),
            new XarFile(2, -1, "b", new XarFileKind.HardLink(1), 0, AT, Optional.empty()));

    // Then
    assertThat(HeapEntries.of(files, limits(2, 20, 1000), 100)).hasSize(2);
    assertTooLarge(files, limits(2, 19, 1000), 100);
    assertTooLarge(files, limits(1, 20, 1000), 100);
  }

  @Test
  void shouldLookAtTheRatioOnceMoreThanItsFreeShareIsDecoded() throws ArchiveRejectedException {
    List<XarFile> free = List.of(file(1, "a", data(FREE)));
    List<XarFile> more = List.of(file(1, "a", data(FREE - 9)), file(2, "b", data(10)));

    assertThat(HeapEntries.of(free, ArchiveLimits.DEFAULT, 1)).hasSize(1);
    assertTooLarge(more, ArchiveLimits.DEFAULT, 1);
  }

  @Test
  void shouldAllowAsManyDecodedBytesAsTheRatioSays() throws ArchiveRejectedException {
    // Given
    List<XarFile> files = List.of(file(1, "a", data(2 * FREE)));
    ArchiveLimits limits = limits(1, 2 * FREE, 1024);

    // Then
    assertThat(HeapEntries.of(files, limits, 2 * FREE / 1024)).hasSize(1);
    assertTooLarge(files, limits, 2 * FREE / 1024 - 1);
  }

  private static List<HeapEntry> entries(List<XarFile> files) throws ArchiveRejectedException {
    return HeapEntries.of(files, ArchiveLimits.DEFAULT, 1 << 20);
  }

  private static void assertTooLarge(List<XarFile> files, ArchiveLimits limits, long fileBytes) {
    assertThatExceptionOfType(ArchiveRejectedException.class)
        .isThrownBy(() -> HeapEntries.of(files, limits, fileBytes))
        .matches(e -> e.reason() == RejectionReason.ARCHIVE_TOO_LARGE);
  }

  private static void assertRefused(List<XarFile> files, RejectionReason reason, String detail) {
    assertThatExceptionOfType(ArchiveRejectedException.class)
        .isThrownBy(() -> entries(files))
        .matches(e -> e.reason() == reason)
        .withMessageContaining(detail);
  }

  private static ArchiveLimits limits(long entries, long totalBytes, long ratio) {
    return new ArchiveLimits(
        entries, totalBytes, totalBytes, ratio, 1 << 20, 64, 1 << 20, 16 << 20, false);
  }

  private static XarFile link(String target) {
    return new XarFile(1, -1, "l", new XarFileKind.SymbolicLink(target), 0, AT, Optional.empty());
  }

  private static XarFile file(long id, String name, XarData data) {
    return new XarFile(id, -1, name, REGULAR, 0100_644, AT, Optional.of(data));
  }

  private static XarData data(long sizeBytes) {
    return new XarData(
        new HeapRange(0, 1), sizeBytes, XarEncoding.ZLIB, Optional.empty(), Optional.empty());
  }
}
