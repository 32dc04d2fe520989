package org.xipline.archive.content;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.xipline.archive.content.Rejections.assertRejected;
import static org.xipline.schemas.reason.RejectionReason.ARCHIVE_TOO_LARGE;
import static org.xipline.schemas.reason.RejectionReason.CONTENT_TAMPERED;
import static org.xipline.schemas.reason.RejectionReason.MALFORMED_ARCHIVE;
import static org.xipline.schemas.reason.RejectionReason.UNSUPPORTED_CONTENT;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.DeltaOptions;
import org.tukaani.xz.FilterOptions;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZOutputStream;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.pack.PbzxFixture;

@Timeout(30)
class PbzxInputStreamTest {
  private static final int BLOCK = 4_096;
  private static final int THREADS = 3;
  private static final byte[] PLAIN = text(10 * BLOCK + 100);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void shouldDecodeInOrderOnAnyNumberOfThreads(int threads) throws IOException {
    byte[] pbzx = PbzxFixture.encode(PLAIN, BLOCK);

    try (var in = open(pbzx, XzChunkDecoder::new, threads)) {
      assertThat(in.readAllBytes()).isEqualTo(PLAIN);
    }
  }

  @Test
  void shouldDecodeStoredChunksAmongOthers() throws IOException {
    byte[] first = text(BLOCK);
    byte[] second = noise(BLOCK);
    byte[] last = noise(7);
    byte[] pbzx =
        new PbzxFixture(BLOCK).packed(first).stored(second).packed(first).stored(last).bytes();

    assertThat(decode(pbzx))
        .isEqualTo(GzipMemberInputStreamTest.concat(first, second, first, last));
  }

  @Test
  void shouldHandOutPiecesOfChunksAsTheyLieInMemory() throws IOException {
    byte[] pbzx = new PbzxFixture(BLOCK).stored(noise(BLOCK)).packed(text(100)).bytes();

    try (var in = open(pbzx, XzChunkDecoder::new, THREADS)) {
      assertThat(in.nextPiece(1_000).remaining()).isEqualTo(1_000);
      assertThat(in.read()).isEqualTo(noise(BLOCK)[1_000] & 0xff);
      ByteBuffer rest = in.nextPiece(2 * BLOCK);
      assertThat(rest.isDirect()).isTrue();
      assertThat(rest).isEqualTo(ByteBuffer.wrap(noise(BLOCK), 1_001, BLOCK - 1_001));
      assertThat(in.nextPiece(2 * BLOCK)).isEqualTo(ByteBuffer.wrap(text(100)));
      assertThat(in.nextPiece(1).hasRemaining()).isFalse();
      assertThat(in.read()).isNegative();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldFreeItsMemoryAtTheEndOrWhenClosed(boolean toTheEnd) throws IOException {
    ByteBuffer piece;
    try (var in = open(PbzxFixture.encode(PLAIN, BLOCK), XzChunkDecoder::new, THREADS)) {
      piece = in.nextPiece(1);
      if (toTheEnd) {
        in.transferTo(OutputStream.nullOutputStream());
        assertThatIllegalStateException().isThrownBy(() -> piece.get(0));
      }
    }
    assertThatIllegalStateException().isThrownBy(() -> piece.get(0));
  }

  @Test
  void shouldEndWhereTheLastChunkIsAWholeBlock() throws IOException {
    byte[] plain = text(3 * BLOCK);

    assertThat(decode(PbzxFixture.encode(plain, BLOCK))).isEqualTo(plain);
  }

  @Test
  void shouldDecodeNoChunksToNothing() throws IOException {
    assertThat(decode(new PbzxFixture(BLOCK).bytes())).isEmpty();
  }

  @Test
  void shouldReadByteByByte() throws IOException {
    try (var in = open(PbzxFixture.encode(PLAIN, BLOCK), XzChunkDecoder::new, THREADS)) {
      for (byte expected : PLAIN) {
        assertThat(in.read()).isEqualTo(expected & 0xff);
      }
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void shouldRefuseBlocksWithoutBytes() {
    assertRejected(MALFORMED_ARCHIVE, () -> decode(new PbzxFixture(0).bytes()));
  }

  @ParameterizedTest
  @ValueSource(longs = {(64L << 20) + 1, 1L << 62, -1, Long.MIN_VALUE})
  void shouldRefuseBlocksOverTheLimit(long blockBytes) {
    assertRejected(ARCHIVE_TOO_LARGE, () -> decode(new PbzxFixture(blockBytes).bytes()));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, BLOCK + 1, -1, Long.MIN_VALUE, Long.MAX_VALUE})
  void shouldRefuseAChunkThatIsNotWithinABlock(long plainBytes) {
    byte[] pbzx = new PbzxFixture(BLOCK).chunk(plainBytes, PbzxFixture.xz(PLAIN)).bytes();

    assertRejected(MALFORMED_ARCHIVE, () -> decode(pbzx)).withMessageContaining("chunk 1");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, BLOCK + 1, -1, Long.MIN_VALUE, Long.MAX_VALUE})
  void shouldRefuseAPackedSizeThatIsNotWithinThePlainOne(long packedBytes) {
    byte[] pbzx = new PbzxFixture(BLOCK).chunk(BLOCK, packedBytes, noise(BLOCK + 1)).bytes();

    assertRejected(MALFORMED_ARCHIVE, () -> decode(pbzx)).withMessageContaining("chunk 1");
  }

  @Test
  void shouldRefuseAChunkAfterAShortOne() {
    byte[] pbzx = new PbzxFixture(BLOCK).packed(text(BLOCK - 1)).packed(text(BLOCK)).bytes();

    assertRejected(MALFORMED_ARCHIVE, () -> decode(pbzx)).withMessageContaining("follows");
  }

  @Test
  void shouldRefuseOneByteAfterAShortChunk() {
    byte[] pbzx = new PbzxFixture(BLOCK).packed(text(BLOCK - 1)).raw(new byte[1]).bytes();

    assertRejected(MALFORMED_ARCHIVE, () -> decode(pbzx)).withMessageContaining("follows");
  }

  @Test
  void shouldRefuseAChunkThatHoldsMoreThanItSays() {
    byte[] pbzx = new PbzxFixture(BLOCK).chunk(BLOCK, PbzxFixture.xz(text(BLOCK + 1))).bytes();

    assertRejected(MALFORMED_ARCHIVE, () -> decode(pbzx)).withMessageContaining("more than");
  }

  @Test
  void shouldRefuseAChunkThatHoldsLessThanItSays() {
    byte[] pbzx = new PbzxFixture(BLOCK).chunk(BLOCK, PbzxFixture.xz(text(BLOCK - 1))).bytes();

    assertRejected(MALFORMED_ARCHIVE, () -> decode(pbzx)).withMessageContaining("4,095");
  }

  @Test
  void shouldRefuseTwoStreamsInAChunk() {
    byte[] half = PbzxFixture.xz(text(BLOCK / 2));
    byte[] pbzx =
        new PbzxFixture(BLOCK).chunk(BLOCK, GzipMemberInputStreamTest.concat(half, half)).bytes();

    assertRejected(MALFORMED_ARCHIVE, () -> decode(pbzx));
  }

  @Test
  void shouldRefuseBytesAfterTheStreamInAChunk() {
    byte[] padded = GzipMemberInputStreamTest.concat(PbzxFixture.xz(text(BLOCK)), new byte[4]);
    byte[] pbzx = new PbzxFixture(BLOCK).chunk(BLOCK, padded).bytes();

    assertRejected(MALFORMED_ARCHIVE, () -> decode(pbzx)).withMessageContaining("4 bytes follow");
  }

  @Test
  void shouldRefuseADictionaryOverTheLimit() throws IOException {
    // Given
    byte[] packed = PbzxFixture.xz(text(BLOCK), 1 << 20);
    byte[] pbzx = new PbzxFixture(BLOCK).chunk(BLOCK, packed).bytes();

    // When / Then
    assertRejected(ARCHIVE_TOO_LARGE, () -> decode(pbzx, limitsWithDictionary(1 << 19)));
    assertThat(decode(pbzx, limitsWithDictionary(1 << 20))).isEqualTo(text(BLOCK));
  }

  @Test
  void shouldNameXzOfAKindThatIsNotRead() {
    byte[] packed = PbzxFixture.xz(text(BLOCK));
    packed[7] = 0x0f;
    byte[] crc = crcOfStreamFlags(packed);
    System.arraycopy(crc, 0, packed, 8, crc.length);
    byte[] pbzx = new PbzxFixture(BLOCK).chunk(BLOCK, packed).bytes();

    assertRejected(UNSUPPORTED_CONTENT, () -> decode(pbzx));
  }

  @Test
  void shouldReadOtherFiltersAndChecks() throws IOException {
    // Given
    var packed = new ByteArrayOutputStream();
    FilterOptions[] filters = {new DeltaOptions(4), new LZMA2Options(1)};
    try (var xz = new XZOutputStream(packed, filters, XZ.CHECK_SHA256)) {
      xz.write(text(BLOCK));
    }

    // When / Then
    byte[] pbzx = new PbzxFixture(BLOCK).chunk(BLOCK, packed.toByteArray()).bytes();
    assertThat(decode(pbzx)).isEqualTo(text(BLOCK));
  }

  @Test
  void shouldYieldAllThatStandsBeforeADamagedChunk() throws IOException {
    // Given
    byte[] damaged = PbzxFixture.xz(text(BLOCK));
    damaged[damaged.length / 2] ^= 0x40;
    damaged[damaged.length - 20] ^= 0x40;
    byte[] good = text(BLOCK);
    byte[] pbzx = new PbzxFixture(BLOCK).packed(good).packed(good).chunk(BLOCK, damaged).bytes();

    // When / Then
    try (var in = open(pbzx, XzChunkDecoder::new, THREADS)) {
      assertThat(in.readNBytes(2 * BLOCK)).isEqualTo(GzipMemberInputStreamTest.concat(good, good));
      assertRejected(MALFORMED_ARCHIVE, in::read).withMessageContaining("chunk 3");
      assertRejected(MALFORMED_ARCHIVE, in::read).withMessageContaining("chunk 3");
    }
  }

  @Test
  void shouldPassOnWhatTheContentThrowsAfterAllThatStandsBefore() throws IOException {
    // Given
    byte[] pbzx = PbzxFixture.encode(text(2 * BLOCK), BLOCK);
    var tampered =
        new FilterInputStream(new ByteArrayInputStream(pbzx)) {
          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            if (read < 0) {
              throw new ArchiveRejectedException(CONTENT_TAMPERED, "its checksum differs");
            }
            return read;
          }
        };

    // When / Then
    try (var in =
        PbzxInputStream.open(tampered, ArchiveLimits.DEFAULT, XzChunkDecoder::new, THREADS)) {
      assertThat(in.readNBytes(2 * BLOCK)).isEqualTo(text(2 * BLOCK));
      assertRejected(CONTENT_TAMPERED, in::read);
    }
  }

  @Test
  void shouldRefuseAStreamThatIsCutAnywhereButAfterAWholeBlock() {
    byte[] pbzx = PbzxFixture.encode(text(BLOCK + 9), BLOCK);
    int header = 12;
    int endOfFirst = header + 16 + PbzxFixture.xz(text(BLOCK)).length;
    for (int length = 0; length < pbzx.length; length++) {
      if (length != header && length != endOfFirst) {
        byte[] cut = Arrays.copyOf(pbzx, length);
        assertRejected(MALFORMED_ARCHIVE, () -> decode(cut));
      }
    }
  }

  @Test
  void shouldReadNoFurtherAheadThanItsWindow() throws IOException {
    // Given
    var decoded = new AtomicInteger();
    ChunkDecoder.Factory counting = limits -> (_, _, _) -> decoded.incrementAndGet();
    byte[] pbzx = PbzxFixture.encode(text(100 * BLOCK), BLOCK);

    // When
    try (var in = open(pbzx, counting, 2)) {
      assertThat(in.read()).isNotNegative();
    }

    // Then
    assertThat(decoded.get()).isLessThanOrEqualTo(3);
  }

  @Test
  void shouldStopItsWorkersWhenClosed() throws Exception {
    // Given
    var started = new CountDownLatch(2);
    var stopped = new CountDownLatch(2);
    ChunkDecoder.Factory endless =
        limits ->
            (_, _, cancelled) -> {
              started.countDown();
              while (!cancelled.getAsBoolean()) {
                Thread.onSpinWait();
              }
              stopped.countDown();
            };
    byte[] pbzx = PbzxFixture.encode(text(4 * BLOCK), BLOCK);
    var in = open(pbzx, endless, 2);
    Thread reader = Thread.ofVirtual().start(() -> readIgnoringFailure(in));
    assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();

    // When
    in.close();

    // Then
    assertThat(stopped.await(1, TimeUnit.SECONDS)).isTrue();
    reader.join();
    assertNoDecoderThreads();
    assertThatIOException().isThrownBy(in::read).withMessage("the stream is closed");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldLeaveNoThreadsBehindAtTheEnd(boolean damaged) throws IOException {
    // Given
    byte[] pbzx = PbzxFixture.encode(PLAIN, BLOCK);
    if (damaged) {
      pbzx = Arrays.copyOf(pbzx, pbzx.length - 1);
    }
    var in = open(pbzx, XzChunkDecoder::new, THREADS);

    // When
    readIgnoringFailure(in);

    // Then
    assertNoDecoderThreads();
    in.close();
  }

  @Test
  void shouldReportABugOfADecoderAsSuch() throws IOException {
    ChunkDecoder.Factory broken =
        limits ->
            (_, _, _) -> {
              throw new ArrayIndexOutOfBoundsException("bug");
            };

    try (var in = open(PbzxFixture.encode(PLAIN, BLOCK), broken, THREADS)) {
      assertThatThrownBy(in::read)
          .isInstanceOf(IllegalStateException.class)
          .hasRootCauseMessage("bug");
    }
  }

  @Test
  void shouldGiveInToAnInterrupt() throws IOException {
    ChunkDecoder.Factory endless =
        limits ->
            (_, _, cancelled) -> {
              while (!cancelled.getAsBoolean()) {
                Thread.onSpinWait();
              }
            };

    try (var in = open(PbzxFixture.encode(PLAIN, BLOCK), endless, THREADS)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(in::read).isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void shouldHoldAsManyChunksAsTheBudgetAllows() {
    int mib = 1 << 20;
    assertThat(PbzxInputStream.capacity(16 * mib, 8, 1_024L * mib)).isEqualTo(9);
    assertThat(PbzxInputStream.capacity(16 * mib, 8, 128L * mib)).isEqualTo(4);
    assertThat(PbzxInputStream.capacity(64 * mib, 8, 64L * mib)).isEqualTo(1);
  }

  /** A thread that has done its last task takes a moment to end. */
  private static void assertNoDecoderThreads() {
    await()
        .untilAsserted(() ->
            assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("pbzx-decoder-")));
  }

  private static void readIgnoringFailure(InputStream in) {
    try {
      in.readAllBytes();
    } catch (IOException e) {
      // The test looks at what remains, not at this.
    }
  }

  private static byte[] crcOfStreamFlags(byte[] xz) {
    var crc = new CRC32();
    crc.update(xz, 6, 2);
    long value = crc.getValue();
    return new byte[] {
      (byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)
    };
  }

  private static ArchiveLimits limitsWithDictionary(int maxDictionaryBytes) {
    return new ArchiveLimits(
        100, 1 << 30, 1 << 30, 1_000, 1 << 20, 64, 1 << 20, maxDictionaryBytes, false);
  }

  private static byte[] text(int length) {
    var text = new StringBuilder();
    for (int i = 0; text.length() < length; i++) {
      text.append("line ").append(i).append(" of what is packed\n");
    }
    return text.substring(0, length).getBytes(US_ASCII);
  }

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(length).nextBytes(noise);
    return noise;
  }

  private static byte[] decode(byte[] pbzx) throws IOException {
    return decode(pbzx, ArchiveLimits.DEFAULT);
  }

  private static byte[] decode(byte[] pbzx, ArchiveLimits limits) throws IOException {
    try (var in =
        PbzxInputStream.open(
            new ByteArrayInputStream(pbzx), limits, XzChunkDecoder::new, THREADS)) {
      return in.readAllBytes();
    }
  }

  private static PbzxInputStream open(byte[] pbzx, ChunkDecoder.Factory decoders, int threads)
      throws IOException {
    return PbzxInputStream.open(
        new ByteArrayInputStream(pbzx), ArchiveLimits.DEFAULT, decoders, threads);
  }
}
