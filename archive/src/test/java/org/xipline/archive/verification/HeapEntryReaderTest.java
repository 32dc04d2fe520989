package org.xipline.archive.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xipline.archive.model.ArchiveEntry;
import org.xipline.archive.model.ArchiveEntry.RegularFile;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.model.EntryReader;
import org.xipline.archive.pack.ArchiveFixture;
import org.xipline.archive.pack.ArchiveFixture.ContentForm;
import org.xipline.archive.pack.TestPki;
import org.xipline.archive.signature.VerificationPolicy;

class HeapEntryReaderTest {
  private static final byte[] LONG = new byte[300_000];

  @TempDir private Path folder;

  HeapEntryReaderTest() {
    new Random(1).nextBytes(LONG);
  }

  @Test
  void shouldGiveEveryEntryAsItStandsInTheTableOfContents() throws IOException {
    // Given
    ArchiveFixture archive =
        ArchiveFixture.create()
            .content(ContentForm.FILES_STORED)
            .directory("d")
            .file("d/a", "text")
            .file("d/empty", "")
            .symbolicLink("d/l", "a")
            .editToc(toc -> toc.replaceAll("<mode>[0-7]+</mode>", "<mode>0750</mode>"));

    // When
    try (TrustedArchive trusted = trusted(archive.writeTo(folder.resolve("a.xip")));
        EntryReader entries = trusted.entries()) {

      // Then
      assertThat(entries.next())
          .get()
          .isInstanceOfSatisfying(
              ArchiveEntry.Directory.class,
              it -> {
                assertThat(it.path().value()).isEqualTo("d");
                assertThat(it.mode()).isEqualTo(0750);
              });
      RegularFile file = file(entries);
      assertThat(file.path().value()).isEqualTo("d/a");
      assertThat(file.mode()).isEqualTo(0750);
      assertThat(file.sizeBytes()).isEqualTo(4);
      assertThat(file.content().readAllBytes()).asString(UTF_8).isEqualTo("text");
      RegularFile empty = file(entries);
      assertThat(empty.sizeBytes()).isZero();
      assertThat(empty.content().readAllBytes()).isEmpty();
      assertThat(entries.next())
          .get()
          .isInstanceOfSatisfying(
              ArchiveEntry.SymbolicLink.class, it -> assertThat(it.target()).isEqualTo("a"));
      assertThat(entries.next()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FILES_STORED", "FILES_ZLIB"})
  void shouldWriteTheRestOfWhatWasBegun(ContentForm form) throws IOException {
    // Given
    Path file = archive().content(form).writeTo(folder.resolve("a.xip"));

    // When
    try (TrustedArchive trusted = trusted(file);
        EntryReader entries = trusted.entries()) {
      RegularFile entry = file(entries);
      int first = entry.content().read();
      byte[] some = entry.content().readNBytes(99);
      var rest = new ByteArrayOutputStream();
      entry.content().writeTo(Channels.newChannel(rest));

      // Then
      assertThat(first).isEqualTo(LONG[0] & 0xff);
      assertThat(some).isEqualTo(Arrays.copyOfRange(LONG, 1, 100));
      assertThat(rest.toByteArray()).isEqualTo(Arrays.copyOfRange(LONG, 100, LONG.length));
      assertThat(entry.content().read()).isEqualTo(-1);
    }
  }

  @Test
  void shouldPassOverWhatNobodyReads() throws IOException {
    Path file = archive().file("b", "text").writeTo(folder.resolve("a.xip"));

    try (TrustedArchive trusted = trusted(file);
        EntryReader entries = trusted.entries()) {
      file(entries);
      damageTheLongFile(file);

      assertThat(file(entries).content().readAllBytes()).asString(UTF_8).isEqualTo("text");
    }
  }

  @Test
  void shouldNotGoOnAfterAFailure() throws IOException {
    // Given a file that changed since it was verified
    Path file = archive().file("b", "text").writeTo(folder.resolve("a.xip"));
    try (TrustedArchive trusted = trusted(file);
        EntryReader entries = trusted.entries()) {
      damageTheLongFile(file);
      assertThat(file(entries).content().read()).isNotNegative();
      Throwable failure = catchThrowable(entries::next);

      // When
      Throwable later = catchThrowable(entries::next);

      // Then
      assertThat(failure).isInstanceOf(ArchiveRejectedException.class);
      assertThat(later).isSameAs(failure);
      entries.close();
      assertThat(catchThrowable(entries::next)).isSameAs(failure);
    }
  }

  @Test
  void shouldGiveNothingOnceItIsClosed() throws IOException {
    Path file = archive().writeTo(folder.resolve("a.xip"));

    try (TrustedArchive trusted = trusted(file)) {
      EntryReader entries = trusted.entries();
      entries.close();

      assertThatExceptionOfType(IOException.class)
          .isThrownBy(entries::next)
          .withMessage("the reader is closed");
    }
  }

  private static void damageTheLongFile(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int i = bytes.length - LONG.length / 2; i < bytes.length - 1000; i++) {
      bytes[i] ^= 1;
    }
    Files.write(file, bytes);
  }

  private static RegularFile file(EntryReader entries) throws IOException {
    return (RegularFile) entries.next().orElseThrow();
  }

  private static ArchiveFixture archive() {
    return ArchiveFixture.create().content(ContentForm.FILES_STORED).file("a", LONG);
  }

  private static TrustedArchive trusted(Path file) {
    VerificationPolicy policy =
        VerificationPolicy.trusting(List.of(TestPki.root().leaf()))
            .withAt(ArchiveFixture.SIGNED_AT);
    return switch (new ArchiveVerifier(policy, ArchiveLimits.DEFAULT).verify(file)) {
      case Verification.Trusted(var trusted) -> trusted;
      case Verification.Rejected rejected -> throw new AssertionError(rejected);
    };
  }
}
