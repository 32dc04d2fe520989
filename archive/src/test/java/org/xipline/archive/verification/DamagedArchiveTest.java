package org.xipline.archive.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xipline.archive.pack.ArchiveFixture;
import org.xipline.archive.pack.ArchiveFixture.CmsForm;
import org.xipline.archive.pack.ArchiveFixture.ContentForm;
import org.xipline.archive.pack.SigningIdentity;
import org.xipline.archive.pack.TestPki;
import org.xipline.archive.signature.VerificationPolicy;

/**
 * Whatever happens to an archive, it is refused, or it still is what it was: at every byte, cut and
 * flipped. That nothing else is thrown, the verdict itself asserts.
 */
@Timeout(value = 600, unit = TimeUnit.SECONDS)
class DamagedArchiveTest {
  private static final Instant AT = ArchiveFixture.SIGNED_AT;

  @TempDir private Path folder;

  @Test
  void shouldNeverAcceptACutArchive() throws IOException {
    byte[] archive = archive(ContentForm.PBZX);
    try (FileChannel file = open(archive)) {
      for (int length = archive.length - 1; length >= 0; length--) {
        file.truncate(length);
        assertThat(verdict().rejection()).as("cut at " + length).isPresent();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PBZX", "FILES_ZLIB"})
  void shouldNeverAcceptOtherContent(ContentForm form) throws IOException {
    byte[] archive = archive(form);
    try (FileChannel file = open(archive)) {
      Map<String, String> entries = verdict().entries();
      assertThat(entries).isNotEmpty();
      for (int i = 0; i < archive.length; i++) {
        put(file, i, archive[i] ^ (1 << (i % 8)));
        Verdict verdict = verdict();
        if (verdict.rejection().isEmpty()) {
          assertThat(verdict.entries()).as("flipped at " + i).isEqualTo(entries);
        }
        put(file, i, archive[i]);
      }
    }
  }

  /** The file is changed in place: writing it anew each time takes a minute. */
  private FileChannel open(byte[] archive) throws IOException {
    return FileChannel.open(Files.write(file(), archive), StandardOpenOption.WRITE);
  }

  private static void put(FileChannel file, int at, int value) throws IOException {
    assertThat(file.write(ByteBuffer.wrap(new byte[] {(byte) value}), at)).isOne();
  }

  private Verdict verdict() {
    return Verdict.on(
        file(), VerificationPolicy.trusting(List.of(TestPki.root().leaf())).withAt(AT));
  }

  private Path file() {
    return folder.resolve("a.xip");
  }

  private static byte[] archive(ContentForm form) {
    SigningIdentity leaf = TestPki.leaf();
    return ArchiveFixture.create()
        .file("T-42.json", "{\"Id\":\"T-42\"}")
        .content(form)
        .signer(new SigningIdentity(leaf.key(), leaf.chain().subList(0, 2)))
        .cms(form == ContentForm.PBZX ? CmsForm.NO_SIGNED_ATTRIBUTES : CmsForm.NONE)
        .bytes();
  }
}
