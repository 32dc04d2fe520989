package org.xipline.archive.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.model.ArchiveLimits;

/**
 * The plain bytes of a pbzx stream, decoded ahead on several threads. Chunks lie outside the heap,
 * and take as much as half of what the heap may, or one chunk if that is more.
 */
final class PbzxInputStream extends PieceInputStream {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final InputStream in;
  private final BufferPool buffers;
  private final ChunkWindow window;
  private Optional<PlainChunk> chunk = Optional.empty();
  private ByteBuffer unread = NOTHING;
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
  ByteBuffer nextPiece(int most) throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (!unread.hasRemaining()) {
      nextChunk();
    }
    return cut(unread, most);
  }

  @Override
  public int available() {
    return unread.remaining();
  }

  private void nextChunk() throws IOException {
    if (ended) {
      return;
    }
    giveChunkBack();
    try {
      chunk = window.take();
      unread = chunk.map(PlainChunk::content).orElse(NOTHING);
      ended = chunk.isEmpty();
    } catch (IOException e) {
      failure = e;
      throw e;
    } finally {
      if (ended || failure != null) {
        window.close();
      }
    }
  }

  private void giveChunkBack() {
    chunk.map(PlainChunk::buffer).ifPresent(buffers::giveBack);
    chunk = Optional.empty();
    unread = NOTHING;
  }

  @Override
  public void close() throws IOException {
    chunk = Optional.empty();
    unread = NOTHING;
    if (failure == null) {
      failure = new IOException("the stream is closed");
    }
    try (in) {
      window.close();
    }
  }
}
