package org.xipline.archive.content;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Buffers outside the heap, where liblzma and the system's calls work on them as they are. They are
 * used again, since the chunks of a stream are as long as one another, and are gone with the pool.
 * For several threads.
 */
final class BufferPool implements AutoCloseable {
  private static final int GRANULE_BYTES = 1 << 20;

  private final Set<Buffer> all = new HashSet<>();
  private final Deque<Buffer> idle = new ArrayDeque<>();
  private boolean closed;

  /** Memory of the pool's. Equal to itself only. */
  static final class Buffer {
    private final Arena arena = Arena.ofShared();
    private final ByteBuffer memory;

    private Buffer(int bytes) {
      this.memory = arena.allocate(bytes).asByteBuffer();
    }

    /** A view of its first bytes. */
    ByteBuffer first(int bytes) {
      return memory.slice(0, bytes);
    }
  }

  /**
   * A buffer of at least {@code bytes}, with anything in it.
   *
   * @throws IllegalStateException if the pool is closed
   */
  synchronized Buffer take(int bytes) {
    if (closed) {
      throw new IllegalStateException("the pool of buffers is closed");
    }
    @Nullable Buffer buffer = idle.poll();
    if (buffer != null && buffer.memory.capacity() >= bytes) {
      return buffer;
    }
    if (buffer != null) {
      buffer.arena.close();
      all.remove(buffer);
    }
    var larger = new Buffer(roundUp(bytes));
    all.add(larger);
    return larger;
  }

  synchronized void giveBack(Buffer buffer) {
    idle.add(buffer);
  }

  /** To whole granules, where that wastes little, so that the next chunk fits too. */
  private static int roundUp(int bytes) {
    return bytes <= GRANULE_BYTES ? bytes : Math.ceilDiv(bytes, GRANULE_BYTES) * GRANULE_BYTES;
  }

  /** Frees all of them, also those that were not given back: nobody may be using one any more. */
  @Override
  public synchronized void close() {
    closed = true;
    idle.clear();
    all.forEach(buffer -> buffer.arena.close());
    all.clear();
  }
}
