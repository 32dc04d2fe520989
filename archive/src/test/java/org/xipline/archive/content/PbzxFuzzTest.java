package org.xipline.archive.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.junit.jupiter.params.provider.MethodSource;
import org.xipline.archive.fuzz.FuzzCorpus;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.pack.PbzxFixture;
import org.xipline.schemas.reason.RejectionReason;

/**
 * Any bytes as Content: refused, by both decoders for the same reason; or decoded by both to
 * exactly what a lenient reader makes of them, in bounded memory, and with the last byte cut,
 * refused or decoded to less.
 */
class PbzxFuzzTest {
  private static final int MAX_BLOCK_BYTES = 1 << 18;
  private static final int MAX_PLAIN_BYTES = 16 << 20;

  /** Small ones, so that no input of a few kilobytes takes long. */
  private static final ArchiveLimits LIMITS =
      new ArchiveLimits(
          1_000, 1 << 20, 1 << 24, 1_000, 1 << 20, 64, MAX_BLOCK_BYTES, 1 << 20, false);

  private static final ContentDecoder DECODER = new ContentDecoder(XzChunkDecoder::new, 1);
  private static final ContentDecoder FASTEST =
      new ContentDecoder(ChunkDecoder.Factory.fastest(), 1);

  /** What became of content. */
  @SuppressWarnings("ArrayRecordComponent") // compared by content
  private record Decoded(byte[] plain, Optional<RejectionReason> refusedFor) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Decoded(byte[] otherPlain, var otherRefusedFor)
          && Arrays.equals(plain, otherPlain)
          && refusedFor.equals(otherRefusedFor);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(plain);
    }
  }

  @MethodSource({"seeds", "corpus"})
  @DictionaryEntries({
    "pbzx",
    "\u00fd7zXZ",
    "YZ",
    "\u0000\u0000\u0000\u0000\u0000\u0000\u0010\u0000"
  })
  @FuzzTest
  void decodesAsOthersDoOrRefuses(byte[] content) throws IOException {
    Decoded decoded = decoded(DECODER, content);
    assertThat(decoded(FASTEST, content)).isEqualTo(decoded);
    if (decoded.refusedFor().isEmpty()) {
      assertThat(decoded.plain().length).isLessThan(MAX_PLAIN_BYTES);
      assertThat(decoded.plain()).isEqualTo(decodeLeniently(content));
      assertCutIsNoticed(content, decoded);
    }
  }

  static Stream<byte[]> corpus() throws IOException {
    return FuzzCorpus.of(PbzxFuzzTest.class);
  }

  static Stream<byte[]> seeds() throws IOException {
    byte[] text = "what is said again is said again. ".repeat(40).getBytes(UTF_8);
    byte[] mixed = new byte[700];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = (byte) (i * i * 31 >> 3);
    }
    return Stream.of(
        PbzxFixture.encode(text, 512),
        PbzxFixture.encode(mixed, 4096),
        new PbzxFixture(64)
            .stored(Arrays.copyOf(mixed, 64))
            .packed(Arrays.copyOf(text, 64))
            .bytes(),
        new PbzxFixture(1 << 20).packed(new byte[1 << 17]).bytes(),
        new PbzxFixture(MAX_BLOCK_BYTES).packed(new byte[MAX_BLOCK_BYTES]).bytes(),
        new PbzxFixture("pbze", 64).stored(text).bytes(),
        gzip(text),
        "0707070000".getBytes(UTF_8));
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    }
    return packed.toByteArray();
  }

  private static Decoded decoded(ContentDecoder decoder, byte[] content) throws IOException {
    try (var in = decoder.decode(new ByteArrayInputStream(content), content.length, LIMITS)) {
      return new Decoded(in.readNBytes(MAX_PLAIN_BYTES), Optional.empty());
    } catch (ArchiveRejectedException e) {
      assertThat(e.detail()).isNotBlank();
      return new Decoded(new byte[0], Optional.of(e.reason()));
    }
  }

  private static void assertCutIsNoticed(byte[] content, Decoded decoded) throws IOException {
    if (ContentKind.of(content) != ContentKind.CPIO) {
      byte[] cut = Arrays.copyOf(content, content.length - 1);
      assertThat(decoded(FASTEST, cut)).isNotEqualTo(decoded);
    }
  }

  private static byte[] decodeLeniently(byte[] content) throws IOException {
    return switch (ContentKind.of(content)) {
      case PBZX -> pbzx(content);
      case GZIP -> new GZIPInputStream(new ByteArrayInputStream(content)).readAllBytes();
      case CPIO -> content;
      case UNSUPPORTED, UNKNOWN -> throw new AssertionError("content of no kind was accepted");
    };
  }

  private static byte[] pbzx(byte[] content) throws IOException {
    var plain = new ByteArrayOutputStream();
    var in = new DataInputStream(new ByteArrayInputStream(content));
    in.skipNBytes(12);
    while (in.available() > 0) {
      long plainBytes = in.readLong();
      long packedBytes = in.readLong();
      byte[] payload = in.readNBytes((int) packedBytes);
      plain.writeBytes(
          plainBytes == packedBytes
              ? payload
              : new XZCompressorInputStream(new ByteArrayInputStream(payload)).readAllBytes());
    }
    return plain.toByteArray();
  }
}
