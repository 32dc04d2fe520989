package org.xipline.archive.content;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.archive.content.Rejections.assertRejected;
import static org.xipline.schemas.reason.RejectionReason.ARCHIVE_TOO_LARGE;
import static org.xipline.schemas.reason.RejectionReason.MALFORMED_ARCHIVE;
import static org.xipline.schemas.reason.RejectionReason.UNSUPPORTED_CONTENT;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.pack.CpioFixture;
import org.xipline.archive.pack.PbzxFixture;

class ContentDecoderTest {
  private static final byte[] CPIO =
      new CpioFixture().directory(".").file("./a.json", "{}").trailer().bytes();

  private final ContentDecoder decoder = new ContentDecoder();

  @Test
  void shouldDecodePbzx() throws IOException {
    assertThat(decode(PbzxFixture.encode(CPIO, 64))).isEqualTo(CPIO);
  }

  @Test
  void shouldDecodeGzip() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(CPIO);
    }

    assertThat(decode(packed.toByteArray())).isEqualTo(CPIO);
  }

  @Test
  void shouldPassCpioOn() throws IOException {
    assertThat(decode(CPIO)).isEqualTo(CPIO);
  }

  @ParameterizedTest
  @CsvSource({
    "pbze, LZFSE",
    "pbzz, zlib",
    "pbz4, LZ4",
    "pbzb, LZBITMAP",
    "pbz-, raw",
    "AA01, Apple Archive",
    "YAA1, Apple Archive",
    "AEA1, Apple Encrypted Archive",
    "070701, newc",
    "BZh91A, bzip2"
  })
  void shouldNameWhatItDoesNotRead(String magic, String name) {
    assertRejected(UNSUPPORTED_CONTENT, () -> decode((magic + "\0\0\0\0").getBytes(ISO_8859_1)))
        .withMessageContaining(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "pbz", "pbzq\0\0\0\0", "<html>", "0707"})
  void shouldCallAnythingElseMalformed(String content) {
    assertRejected(MALFORMED_ARCHIVE, () -> decode(content.getBytes(ISO_8859_1)));
  }

  @Test
  void shouldRefuseContentThatGrowsTooMuch() throws IOException {
    // Given
    InputStream endless = new EndlessZeros();
    var some = new RatioLimitedInputStream(endless, 100_000, 1_000);
    var many = new RatioLimitedInputStream(endless, 2 << 20, 1_000);

    // When / Then
    some.skipNBytes(ArchiveLimits.RATIO_FREE_BYTES);
    assertRejected(ARCHIVE_TOO_LARGE, () -> some.skipNBytes(1))
        .withMessageContaining("1,000 times");
    many.skipNBytes(2_000L << 20);
    assertRejected(ARCHIVE_TOO_LARGE, () -> many.skipNBytes(1));
  }

  private static final class EndlessZeros extends InputStream {
    @Override
    public int read() {
      return 0;
    }

    @Override
    public long skip(long count) {
      return count;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pbzx", "gzip", "cpio"})
  void shouldCloseTheContent(String kind) throws IOException {
    // Given
    byte[] content =
        switch (kind) {
          case "pbzx" -> PbzxFixture.encode(CPIO, 64);
          case "gzip" -> GzipMemberInputStreamTest.gzip(CPIO);
          default -> CPIO;
        };
    var closed = new AtomicBoolean();
    var in =
        new ByteArrayInputStream(content) {
          @Override
          public void close() {
            closed.set(true);
          }
        };

    // When
    decoder.decode(in, content.length, ArchiveLimits.DEFAULT).close();

    // Then
    assertThat(closed).isTrue();
  }

  private byte[] decode(byte[] content) throws IOException {
    try (var in =
        decoder.decode(new ByteArrayInputStream(content), content.length, ArchiveLimits.DEFAULT)) {
      return in.readAllBytes();
    }
  }
}
