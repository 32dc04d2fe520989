package org.xipline.archive.content;

import java.nio.ByteBuffer;

/**
 * A chunk of a pbzx stream, as it stands there.
 *
 * @param number from 1
 * @param plainBytes what it holds
 */
record PackedChunk(long number, int plainBytes, BufferPool.Buffer buffer, ByteBuffer payload) {

  /** Whether the payload is the plain bytes themselves. */
  boolean isStored() {
    return payload.remaining() == plainBytes;
  }
}
