package org.xipline.ingest.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xipline.ingest.archive.ArchiveLimits;

/**
 * The plain bytes of a pbzx stream, decoded ahead on several threads. Memory is bounded by half of
 * the heap, or one chunk if that is more.
 */
final class PbzxInputStream extends InputStream {
  private static final PlainChunk NOTHING = new PlainChunk(new byte[0], 0);

  private final InputStream in;
  private final BufferPool buffers;
  private final ChunkWindow window;
  private final byte[] single = new byte[1];
  private PlainChunk chunk = NOTHING;
  private int position;
  private boolean ended;
  private @Nullable IOException failure;

  private PbzxInputStream(InputStream in, BufferPool buffers, ChunkWindow window) {
    this.in = in;
    this.buffers = buffers;
    this.window = window;
  }

  static PbzxInputStream open(
      InputStream in, ArchiveLimits limits, ChunkDecoder.Factory decoders, int threads)
      throws IOException {
    var buffers = new BufferPool();
    var chunks = new PbzxChunkReader(in, limits, buffers);
    int capacity = capacity(chunks.blockBytes(), threads, Runtime.getRuntime().maxMemory() / 2);
    var window = new ChunkWindow(chunks, buffers, limits, decoders, threads, capacity);
    return new PbzxInputStream(in, buffers, window);
  }

  /**
   * One chunk more than there are workers, as far as the budget holds each of them packed and
   * plain.
   */
  static int capacity(int blockBytes, int threads, long budgetBytes) {
    return (int) Math.clamp(budgetBytes / (2L * blockBytes), 1, threads + 1);
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (length == 0) {
      return 0;
    }
    if (position == chunk.length() && !nextChunk()) {
      return -1;
    }
    int count = Math.min(length, chunk.length() - position);
    System.arraycopy(chunk.content(), position, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    return chunk.length() - position;
  }

  private boolean nextChunk() throws IOException {
    if (ended) {
      return false;
    }
    giveChunkBack();
    try {
      Optional<PlainChunk> next = window.take();
      chunk = next.orElse(NOTHING);
      ended = next.isEmpty();
    } catch (IOException e) {
      failure = e;
      throw e;
    } finally {
      if (ended || failure != null) {
        window.close();
      }
    }
    return !ended;
  }

  private void giveChunkBack() {
    if (chunk.length() > 0) {
      buffers.giveBack(chunk.content());
      chunk = NOTHING;
    }
    position = 0;
  }

  @Override
  public void close() throws IOException {
    chunk = NOTHING;
    position = 0;
    if (failure == null) {
      failure = new IOException("the stream is closed");
    }
    window.close();
    in.close();
  }
}
