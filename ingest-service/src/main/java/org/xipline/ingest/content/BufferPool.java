package org.xipline.ingest.content;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Buffers that are used again, since the chunks of a stream are as long as one another. For several
 * threads.
 */
final class BufferPool {
  private static final int GRANULE_BYTES = 1 << 20;

  private final Queue<byte[]> idle = new ConcurrentLinkedQueue<>();

  /** A buffer of at least {@code bytes}, with anything in it. */
  byte[] take(int bytes) {
    byte @Nullable [] buffer = idle.poll();
    return buffer != null && buffer.length >= bytes ? buffer : new byte[roundUp(bytes)];
  }

  void giveBack(byte[] buffer) {
    idle.add(buffer);
  }

  /** To whole granules, where that wastes little, so that the next chunk fits too. */
  private static int roundUp(int bytes) {
    return bytes <= GRANULE_BYTES ? bytes : Math.ceilDiv(bytes, GRANULE_BYTES) * GRANULE_BYTES;
  }
}
