package org.xipline.archive.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.archive.content.ContentDecoder;
import org.xipline.archive.model.ArchiveLimits;

class PbzxOutputStreamTest {
  private static final int BLOCK = 8_192;
  private static final int HEADER_BYTES = 12;
  private static final int CHUNK_HEADER_BYTES = 16;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8_191, 8_192, 8_193, 100_000})
  void shouldWriteWhatTheReaderReads(int length) throws IOException {
    for (byte[] plain : new byte[][] {new byte[length], noise(length)}) {
      assertThat(decode(encode(plain, 1_000))).isEqualTo(plain);
    }
  }

  @Test
  void shouldNotDependOnHowItIsWritten() throws IOException {
    byte[] plain = noise(50_000);

    assertThat(encode(plain, 1)).isEqualTo(encode(plain, 50_000));
  }

  @Test
  void shouldStoreWhatDoesNotShrink() throws IOException {
    assertThat(encode(noise(2 * BLOCK), BLOCK))
        .hasSize(HEADER_BYTES + 2 * (CHUNK_HEADER_BYTES + BLOCK));
  }

  @Test
  void shouldLeaveNoThreadsBehind() throws IOException {
    byte[] _ = encode(noise(10 * BLOCK), BLOCK);

    await()
        .untilAsserted(() ->
            assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("pbzx-encoder-")));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 87, 511, 512, 12_287, 12_288, 16_380, 16_384, 65_536 - 87})
  void shouldFillSoThatTheLastChunkIsShortAndShrinks(long endOfTrailer) {
    int block = 16_384;
    long fill = ContentWriter.fillBytes(endOfTrailer, block);
    long end = endOfTrailer + fill;

    assertThat(fill).isPositive().isLessThan(3L * 4_096);
    assertThat(end % 512).isZero();
    assertThat(end % block).isGreaterThanOrEqualTo(4_096);
  }

  private static byte[] encode(byte[] plain, int portion) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var pbzx = new PbzxOutputStream(packed, BLOCK, 1)) {
      for (int start = 0; start < plain.length; start += portion) {
        pbzx.write(plain, start, Math.min(portion, plain.length - start));
      }
      pbzx.finish();
    }
    return packed.toByteArray();
  }

  private static byte[] decode(byte[] pbzx) throws IOException {
    try (var in =
        new ContentDecoder().decode(new ByteArrayInputStream(pbzx), ArchiveLimits.DEFAULT)) {
      return in.readAllBytes();
    }
  }

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(length).nextBytes(noise);
    return noise;
  }
}
