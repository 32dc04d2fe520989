package org.xipline.archive.xar;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.SingleXZInputStream;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.model.Quoted;

/**
 * Decodes input that must be exactly one stream of its encoding. Whatever a decoder throws at
 * damaged bytes comes out as a rejection; what the input throws is passed on.
 */
final class DecodingInputStream extends InputStream {
  private static final int BUFFER_BYTES = 64 << 10;
  private static final byte[] XZ_MAGIC = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};

  private interface Step {
    int run() throws IOException;
  }

  private final String owner;
  private final Source source;
  private final InputStream buffered;
  private final InputStream decoder;

  DecodingInputStream(
      InputStream packed, XarEncoding encoding, int maxDictionaryBytes, String owner)
      throws IOException {
    this.owner = owner;
    this.source = new Source(packed);
    this.buffered = new BufferedInputStream(source, BUFFER_BYTES);
    try {
      this.decoder = open(encoding, maxDictionaryBytes);
    } catch (IOException | RuntimeException e) {
      throw explained(e);
    }
  }

  private InputStream open(XarEncoding encoding, int maxDictionaryBytes) throws IOException {
    return switch (encoding) {
      case STORED -> buffered;
      case ZLIB -> new ZlibInputStream(buffered);
      case BZIP2 -> new BZip2CompressorInputStream(buffered);
      case XZ -> new SingleXZInputStream(buffered, memoryLimitKib(maxDictionaryBytes));
      case LZMA ->
          startsLikeXz()
              ? new SingleXZInputStream(buffered, memoryLimitKib(maxDictionaryBytes))
              : new LZMAInputStream(buffered, memoryLimitKib(maxDictionaryBytes));
    };
  }

  private boolean startsLikeXz() throws IOException {
    buffered.mark(XZ_MAGIC.length);
    byte[] begin = buffered.readNBytes(XZ_MAGIC.length);
    buffered.reset();
    return Arrays.equals(begin, XZ_MAGIC);
  }

  /** The decoder counts some buffers beside the dictionary. */
  private static int memoryLimitKib(int maxDictionaryBytes) {
    return (maxDictionaryBytes >> 10) + 1024;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int count) throws IOException {
    int read = guarded(() -> decoder.read(target, from, count));
    if (read < 0 && guarded(buffered::read) >= 0) {
      throw Malformed.because(owner + " has bytes behind its end");
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    decoder.close();
  }

  private int guarded(Step step) throws IOException {
    try {
      return step.run();
    } catch (IOException | RuntimeException e) {
      throw explained(e);
    }
  }

  private IOException explained(Exception e) {
    if (source.failure != null) {
      return source.failure;
    }
    if (e instanceof ArchiveRejectedException rejected) {
      return rejected;
    }
    return Malformed.because(
        owner + " cannot be decoded: " + Quoted.text(String.valueOf(e.getMessage())), e);
  }

  /** Remembers what the input threw, which a decoder might wrap or hide. */
  private static final class Source extends InputStream {
    private final InputStream in;
    private @Nullable IOException failure;

    Source(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int count) throws IOException {
      try {
        return in.read(target, from, count);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
