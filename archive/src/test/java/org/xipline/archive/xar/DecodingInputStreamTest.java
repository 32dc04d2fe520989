package org.xipline.archive.xar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;
import org.tukaani.xz.XZOutputStream;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.schemas.reason.RejectionReason;

class DecodingInputStreamTest {
  private static final int DICTIONARY = 8 << 20;

  @ParameterizedTest
  @EnumSource
  void shouldDecodeWhatWasEncoded(XarEncoding encoding) throws IOException {
    for (int size : new int[] {0, 1, 200_000}) {
      byte[] plain = plain(size);
      assertThat(decoded(encode(plain, encoding), encoding)).isEqualTo(plain);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "STORED")
  void shouldRefuseEveryCut(XarEncoding encoding) throws IOException {
    byte[] encoded = encode(plain(300), encoding);
    for (int length = 0; length < encoded.length; length++) {
      byte[] cut = Arrays.copyOf(encoded, length);
      assertThatThrownBy(() -> decoded(cut, encoding))
          .as("cut at " + length)
          .isInstanceOf(ArchiveRejectedException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "STORED")
  void shouldThrowNothingElseAtDamage(XarEncoding encoding) throws IOException {
    byte[] encoded = encode(plain(300), encoding);
    for (int i = 0; i < encoded.length; i++) {
      byte[] damaged = encoded.clone();
      damaged[i] ^= (byte) (1 << (i % 8));
      try {
        assertThat(decoded(damaged, encoding)).hasSizeLessThan(1 << 20);
      } catch (ArchiveRejectedException e) {
        assertThat(e.reason()).isEqualTo(RejectionReason.MALFORMED_ARCHIVE);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ZLIB", "XZ", "LZMA"})
  void shouldRefuseBytesBehindTheEnd(XarEncoding encoding) throws IOException {
    byte[] encoded = encode(plain(300), encoding);
    byte[] longer = Arrays.copyOf(encoded, encoded.length + 1);
    assertThatThrownBy(() -> decoded(longer, encoding))
        .isInstanceOf(ArchiveRejectedException.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"XZ", "LZMA"})
  void shouldRefuseADictionaryAboveTheLimit(XarEncoding encoding) throws IOException {
    byte[] encoded = encode(plain(300), encoding);
    assertThatThrownBy(() -> decoded(encoded, encoding, 1 << 20))
        .isInstanceOf(ArchiveRejectedException.class);
  }

  @Test
  void shouldReadXzThatIsCalledLzma() throws IOException {
    byte[] encoded = encode(plain(300), XarEncoding.XZ);
    assertThat(decoded(encoded, XarEncoding.LZMA)).isEqualTo(plain(300));
  }

  /** The writer may say the length in front, and leave the mark at the end out. */
  @Test
  void shouldReadLzmaOfKnownLength() throws IOException {
    var encoded = new ByteArrayOutputStream();
    try (OutputStream out = new LZMAOutputStream(encoded, options(), 300)) {
      out.write(plain(300));
    }
    byte[] whole = encoded.toByteArray();
    assertThat(decoded(whole, XarEncoding.LZMA)).isEqualTo(plain(300));
    assertThatThrownBy(() -> decoded(Arrays.copyOf(whole, whole.length + 1), XarEncoding.LZMA))
        .isInstanceOf(ArchiveRejectedException.class);
  }

  @ParameterizedTest
  @EnumSource
  @SuppressWarnings("InputStreamSlowMultibyteRead") // fails at an exact byte
  void shouldPassOnWhatItsInputThrows(XarEncoding encoding) throws IOException {
    byte[] encoded = encode(plain(300), encoding);
    var failure = new IOException("the disk fails");
    InputStream failing =
        new InputStream() {
          private int at;

          @Override
          public int read() throws IOException {
            if (at == encoded.length - 3) {
              throw failure;
            }
            return encoded[at++] & 0xff;
          }
        };
    assertThatThrownBy(
            () -> new DecodingInputStream(failing, encoding, DICTIONARY, "a").readAllBytes())
        .isSameAs(failure);
  }

  private static byte[] decoded(byte[] encoded, XarEncoding encoding) throws IOException {
    return decoded(encoded, encoding, DICTIONARY);
  }

  private static byte[] decoded(byte[] encoded, XarEncoding encoding, int dictionary)
      throws IOException {
    try (InputStream in =
        new DecodingInputStream(new ByteArrayInputStream(encoded), encoding, dictionary, "a")) {
      return in.readAllBytes();
    }
  }

  private static byte[] encode(byte[] plain, XarEncoding encoding) throws IOException {
    var encoded = new ByteArrayOutputStream();
    try (OutputStream out = encoder(encoded, encoding)) {
      out.write(plain);
    }
    return encoded.toByteArray();
  }

  private static OutputStream encoder(OutputStream out, XarEncoding encoding) throws IOException {
    return switch (encoding) {
      case STORED -> out;
      case ZLIB -> new DeflaterOutputStream(out);
      case BZIP2 -> new BZip2CompressorOutputStream(out, 1);
      case XZ -> new XZOutputStream(out, options());
      case LZMA -> new LZMAOutputStream(out, options(), -1);
    };
  }

  private static LZMA2Options options() throws IOException {
    var options = new LZMA2Options(0);
    options.setDictSize(DICTIONARY);
    return options;
  }

  private static byte[] plain(int size) {
    byte[] plain = new byte[size];
    new Random(size).nextBytes(plain);
    Arrays.fill(plain, size / 2, size, (byte) 'x');
    return plain;
  }
}
