package org.xipline.archive.content;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.archive.content.Rejections.assertRejected;
import static org.xipline.schemas.reason.RejectionReason.ARCHIVE_TOO_LARGE;
import static org.xipline.schemas.reason.RejectionReason.MALFORMED_ARCHIVE;
import static org.xipline.schemas.reason.RejectionReason.UNSUPPORTED_CONTENT;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.DeltaOptions;
import org.tukaani.xz.FilterOptions;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.RISCVOptions;
import org.tukaani.xz.X86Options;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZOutputStream;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.pack.PbzxFixture;

/** What every decoder of xz chunks accepts, and what it refuses, and for which reason. */
interface ChunkDecoderContract {
  int PLAIN_BYTES = 300_000;
  byte[] TEXT =
      "what is said again is said again. "
          .repeat(9_000)
          .substring(0, PLAIN_BYTES)
          .getBytes(US_ASCII);

  ChunkDecoder decoder(ArchiveLimits limits);

  @Test
  default void shouldDecodeWhatIsRepetitiveAndWhatIsNot() throws IOException {
    byte[] noise = new byte[PLAIN_BYTES];
    new Random(1).nextBytes(noise);

    assertThat(decode(PbzxFixture.xz(TEXT), PLAIN_BYTES)).isEqualTo(TEXT);
    assertThat(decode(PbzxFixture.xz(noise), PLAIN_BYTES)).isEqualTo(noise);
    assertThat(decode(PbzxFixture.xz(new byte[] {7}), 1)).containsExactly(7);
  }

  @Test
  default void shouldDecodeOneChunkAfterAnotherWhateverBecameOfTheOneBefore() throws IOException {
    byte[] packed = PbzxFixture.xz(TEXT);
    byte[] cut = Arrays.copyOf(packed, packed.length - 9);
    try (ChunkDecoder decoder = decoder(ArchiveLimits.DEFAULT)) {
      assertRejected(MALFORMED_ARCHIVE, () -> decode(decoder, cut, PLAIN_BYTES));
      assertThat(decode(decoder, packed, PLAIN_BYTES)).isEqualTo(TEXT);
      assertThat(decode(decoder, packed, PLAIN_BYTES)).isEqualTo(TEXT);
    }
  }

  @Test
  default void shouldReadEveryFilterAndCheck() throws IOException {
    FilterOptions[][] chains = {
      {new LZMA2Options(1)},
      {new DeltaOptions(4), new LZMA2Options(1)},
      {new X86Options(), new LZMA2Options(1)},
      {new RISCVOptions(), new LZMA2Options(1)}
    };
    int[] checks = {XZ.CHECK_NONE, XZ.CHECK_CRC32, XZ.CHECK_CRC64, XZ.CHECK_SHA256};
    for (FilterOptions[] chain : chains) {
      for (int check : checks) {
        assertThat(decode(xz(TEXT, chain, check), PLAIN_BYTES)).isEqualTo(TEXT);
      }
    }
  }

  @Test
  default void shouldRefuseACheckThatDoesNotHold() throws IOException {
    byte[] packed = xz(TEXT, new FilterOptions[] {new LZMA2Options(1)}, XZ.CHECK_CRC32);
    int checkAt = packed.length - 12 - 8 - 4;
    packed[checkAt] ^= 1;

    assertRejected(MALFORMED_ARCHIVE, () -> decode(packed, PLAIN_BYTES));
  }

  @Test
  default void shouldNameAnUnknownCheck() {
    byte[] packed = PbzxFixture.xz(TEXT);
    packed[7] = 0x0f;
    putCrc(packed, 6, 2, 8);

    assertRejected(UNSUPPORTED_CONTENT, () -> decode(packed, PLAIN_BYTES));
  }

  @Test
  default void shouldNameAnUnknownFilter() {
    byte[] packed = PbzxFixture.xz(TEXT);
    int headerBytes = (packed[12] + 1) * 4;
    packed[14] = 0x3f;
    putCrc(packed, 12, headerBytes - 4, 12 + headerBytes - 4);

    assertRejected(UNSUPPORTED_CONTENT, () -> decode(packed, PLAIN_BYTES));
  }

  @Test
  default void shouldRefuseMoreThanIsSaid() {
    assertRejected(MALFORMED_ARCHIVE, () -> decode(PbzxFixture.xz(TEXT), PLAIN_BYTES - 1))
        .withMessageContaining("more than the 299,999 bytes");
    assertRejected(MALFORMED_ARCHIVE, () -> decode(PbzxFixture.xz(TEXT), 1));
  }

  @Test
  default void shouldRefuseLessThanIsSaid() {
    assertRejected(MALFORMED_ARCHIVE, () -> decode(PbzxFixture.xz(TEXT), PLAIN_BYTES + 1))
        .withMessageContaining("300,000 bytes, not the 300,001");
    assertRejected(MALFORMED_ARCHIVE, () -> decode(PbzxFixture.xz(new byte[0]), 1));
  }

  @Test
  default void shouldRefuseWhatFollowsTheStream() {
    byte[] packed = PbzxFixture.xz(TEXT);

    assertRejected(MALFORMED_ARCHIVE, () -> decode(concat(packed, new byte[4]), PLAIN_BYTES))
        .withMessageContaining("4 bytes follow");
    assertRejected(MALFORMED_ARCHIVE, () -> decode(concat(packed, packed), PLAIN_BYTES));
    assertRejected(MALFORMED_ARCHIVE, () -> decode(concat(packed, packed), 2 * PLAIN_BYTES));
  }

  @Test
  default void shouldRefuseALargeDictionaryBeforeItIsAllocated() throws IOException {
    byte[] packed = PbzxFixture.xz(TEXT, 1 << 20);

    assertRejected(
        ARCHIVE_TOO_LARGE, () -> decode(packed, PLAIN_BYTES, limitsWithDictionary(1 << 19)));
    assertThat(decode(packed, PLAIN_BYTES, limitsWithDictionary(1 << 20))).isEqualTo(TEXT);
  }

  @Test
  default void shouldRefuseAStreamThatIsCutAnywhere() {
    byte[] packed = PbzxFixture.xz(Arrays.copyOf(TEXT, 500));
    for (int length = 1; length < packed.length; length++) {
      byte[] cut = Arrays.copyOf(packed, length);
      assertRejected(MALFORMED_ARCHIVE, () -> decode(cut, 500));
    }
  }

  /** Without a check, xz itself notices damage to its own fields alone. */
  @Test
  default void shouldTellDamageAsTheDecoderInJavaDoes() throws IOException {
    byte[] packed =
        xz(Arrays.copyOf(TEXT, 500), new FilterOptions[] {new LZMA2Options(1)}, XZ.CHECK_CRC32);
    var reference = new XzChunkDecoder(ArchiveLimits.DEFAULT);
    for (int bit = 0; bit < packed.length * 8; bit++) {
      byte[] damaged = packed.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      try (ChunkDecoder decoder = decoder(ArchiveLimits.DEFAULT)) {
        assertThat(verdict(decoder, damaged))
            .as("bit " + bit)
            .isEqualTo(verdict(reference, damaged));
      }
    }
  }

  @Test
  default void shouldStopSoonWhenCancelled() throws IOException {
    byte[] packed = PbzxFixture.xz(new byte[8 << 20]);
    var asked = new AtomicInteger();
    try (ChunkDecoder decoder = decoder(ArchiveLimits.DEFAULT)) {
      decoder.decode(
          outsideHeap(packed),
          ByteBuffer.allocateDirect(8 << 20),
          () -> asked.incrementAndGet() > 2);
    }
    assertThat(asked.get()).isBetween(3, 6);
  }

  private String verdict(ChunkDecoder decoder, byte[] packed) throws IOException {
    try {
      return "accepted " + Arrays.hashCode(decode(decoder, packed, 500));
    } catch (ArchiveRejectedException e) {
      return e.reason().code();
    }
  }

  private byte[] decode(byte[] packed, int plainBytes) throws IOException {
    return decode(packed, plainBytes, ArchiveLimits.DEFAULT);
  }

  private byte[] decode(byte[] packed, int plainBytes, ArchiveLimits limits) throws IOException {
    try (ChunkDecoder decoder = decoder(limits)) {
      return decode(decoder, packed, plainBytes);
    }
  }

  private static byte[] decode(ChunkDecoder decoder, byte[] packed, int plainBytes)
      throws IOException {
    ByteBuffer plain = ByteBuffer.allocateDirect(plainBytes);
    decoder.decode(outsideHeap(packed), plain, () -> false);
    byte[] bytes = new byte[plainBytes];
    plain.get(bytes);
    return bytes;
  }

  private static ByteBuffer outsideHeap(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  private static ArchiveLimits limitsWithDictionary(int maxDictionaryBytes) {
    return new ArchiveLimits(
        100, 1 << 30, 1 << 30, 1_000, 1 << 20, 64, 1 << 20, maxDictionaryBytes, false);
  }

  private static byte[] xz(byte[] plain, FilterOptions[] filters, int check) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var xz = new XZOutputStream(packed, filters, check)) {
      xz.write(plain);
    }
    return packed.toByteArray();
  }

  private static void putCrc(byte[] bytes, int from, int length, int at) {
    var crc = new CRC32();
    crc.update(bytes, from, length);
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (crc.getValue() >> 8 * i);
    }
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
