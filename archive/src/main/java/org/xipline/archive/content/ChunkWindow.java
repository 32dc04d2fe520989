package org.xipline.archive.content;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.ArchiveRejectedException;

/**
 * The chunks of a pbzx stream that are being decoded, in their order. The thread that takes them
 * reads them packed, as many ahead as the window holds; workers decode them. An error stands in the
 * window where its chunk would, so it comes after all that is in front of it.
 */
final class ChunkWindow implements AutoCloseable {
  private final PbzxChunkReader chunks;
  private final BufferPool buffers;
  private final ArchiveLimits limits;
  private final ChunkDecoder.Factory decoderFactory;
  private final Queue<ChunkDecoder> idleDecoders = new ConcurrentLinkedQueue<>();
  private final ExecutorService workers;
  private final int capacity;
  private final Queue<Future<PlainChunk>> window = new ArrayDeque<>();
  private boolean exhausted;
  private volatile boolean closed;

  /**
   * @param capacity chunks that may be in the window at once
   */
  ChunkWindow(
      PbzxChunkReader chunks,
      BufferPool buffers,
      ArchiveLimits limits,
      ChunkDecoder.Factory decoderFactory,
      int threads,
      int capacity) {
    this.chunks = chunks;
    this.buffers = buffers;
    this.limits = limits;
    this.decoderFactory = decoderFactory;
    this.capacity = capacity;
    this.workers =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("pbzx-decoder-", 0).factory());
  }

  /** The next chunk; empty after the last. Its buffer goes back to the pool when it is read. */
  Optional<PlainChunk> take() throws IOException {
    readAhead();
    @Nullable Future<PlainChunk> head = window.poll();
    return head == null ? Optional.empty() : Optional.of(await(head));
  }

  private void readAhead() {
    while (!exhausted && window.size() < capacity) {
      try {
        chunks.next().ifPresentOrElse(chunk -> window.add(begin(chunk)), () -> exhausted = true);
      } catch (IOException e) {
        window.add(CompletableFuture.failedFuture(e));
        exhausted = true;
      }
    }
  }

  private Future<PlainChunk> begin(PackedChunk chunk) {
    return chunk.isStored()
        ? CompletableFuture.completedFuture(new PlainChunk(chunk.buffer(), chunk.payload()))
        : workers.submit(() -> decode(chunk));
  }

  private PlainChunk decode(PackedChunk chunk) throws IOException {
    @Nullable ChunkDecoder idle = idleDecoders.poll();
    ChunkDecoder decoder = idle == null ? decoderFactory.create(limits) : idle;
    try {
      return decode(chunk, decoder);
    } catch (ArchiveRejectedException e) {
      throw new ArchiveRejectedException(
          e.reason(), "chunk %,d of the pbzx content: %s".formatted(chunk.number(), e.detail()), e);
    } finally {
      giveBack(decoder);
    }
  }

  private PlainChunk decode(PackedChunk chunk, ChunkDecoder decoder) throws IOException {
    BufferPool.Buffer buffer = buffers.take(chunk.plainBytes());
    ByteBuffer plain = buffer.first(chunk.plainBytes());
    decoder.decode(chunk.payload(), plain, () -> closed);
    if (closed) {
      throw closedException();
    }
    buffers.giveBack(chunk.buffer());
    return new PlainChunk(buffer, plain);
  }

  private static PlainChunk await(Future<PlainChunk> chunk) throws IOException {
    try {
      return chunk.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var interrupted = new InterruptedIOException("interrupted while a chunk was decoded");
      interrupted.initCause(e);
      throw interrupted;
    } catch (CancellationException _) {
      throw closedException();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException("a chunk decoder has a bug", e);
      }
    }
  }

  /**
   * Stops the workers in the middle of what they do, and waits until they have. Another thread that
   * waits for a chunk gets an exception.
   */
  @Override
  public void close() {
    closed = true;
    for (Runnable waiting : workers.shutdownNow()) {
      ((Future<?>) waiting).cancel(false);
    }
    workers.close();
    closeIdleDecoders();
    buffers.close();
  }

  private void giveBack(ChunkDecoder decoder) {
    idleDecoders.add(decoder);
    if (closed) {
      closeIdleDecoders();
    }
  }

  private void closeIdleDecoders() {
    for (var decoder = idleDecoders.poll(); decoder != null; decoder = idleDecoders.poll()) {
      decoder.close();
    }
  }

  private static IOException closedException() {
    return new IOException("the stream is closed");
  }
}
