package org.xipline.archive.content;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.xipline.archive.model.ArchiveEntry;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.pack.CpioFixture;
import org.xipline.archive.pack.PbzxFixture;

/** Chunks decoded by each decoder on one thread, a whole pbzx stream on all, and cpio read. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecodeBenchmark {
  private static final int CHUNK_BYTES = 4 << 20;
  private static final int CHUNKS = 8;
  private static final int CPIO_FILES = 2_000;
  private static final int CPIO_FILE_BYTES = 16 << 10;

  /** Which decoder; {@code liblzma} needs the library on the system. */
  @Param({"java", "liblzma"})
  private String decoder = "";

  private ChunkDecoder.Factory decoders = XzChunkDecoder::new;
  private ChunkDecoder single = new XzChunkDecoder(ArchiveLimits.DEFAULT);
  private ByteBuffer packed = ByteBuffer.allocateDirect(0);
  private byte[] pbzx = {};
  private byte[] cpio = {};
  private final ByteBuffer plain = ByteBuffer.allocateDirect(CHUNK_BYTES);

  /** Makes the inputs: text whose words come at random. */
  @Setup
  public void makeInputs() {
    decoders =
        decoder.equals("java")
            ? XzChunkDecoder::new
            : limits -> new LiblzmaChunkDecoder(Liblzma.find().orElseThrow(), limits);
    single = decoders.create(ArchiveLimits.DEFAULT);
    byte[] text = text(CHUNK_BYTES);
    byte[] xz = PbzxFixture.xz(text, CHUNK_BYTES);
    packed = ByteBuffer.allocateDirect(xz.length).put(xz).flip();
    var stream = new PbzxFixture(CHUNK_BYTES);
    for (int i = 0; i < CHUNKS; i++) {
      stream.chunk(CHUNK_BYTES, xz);
    }
    pbzx = stream.bytes();
    var files = new CpioFixture().directory(".");
    for (int i = 0; i < CPIO_FILES; i++) {
      files.file("./d%d/f%d".formatted(i / 100, i), new byte[CPIO_FILE_BYTES]);
    }
    cpio = files.trailer().bytes();
  }

  /** 4 MiB, on one thread. */
  @Benchmark
  public ByteBuffer chunk() throws IOException {
    single.decode(packed, plain, () -> false);
    return plain;
  }

  /** 32 MiB, on all cores. */
  @Benchmark
  public long pbzxStream() throws IOException {
    var content = new ContentDecoder(decoders, Runtime.getRuntime().availableProcessors());
    try (InputStream in = content.decode(new ByteArrayInputStream(pbzx), ArchiveLimits.DEFAULT)) {
      return in.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** 2,000 files of 16 KiB. */
  @Benchmark
  public long cpioEntries() throws IOException {
    long bytes = 0;
    try (var reader = new CpioEntryReader(new ByteArrayInputStream(cpio), ArchiveLimits.DEFAULT)) {
      for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        if (entry.get() instanceof ArchiveEntry.RegularFile file) {
          bytes += file.content().transferTo(OutputStream.nullOutputStream());
        }
      }
    }
    return bytes;
  }

  private static byte[] text(int length) {
    var random = new Random(1);
    var text = new StringBuilder(length + 16);
    while (text.length() < length) {
      text.append(Integer.toString(random.nextInt(40_000), 36)).append(' ');
    }
    return text.substring(0, length).getBytes(US_ASCII);
  }
}
