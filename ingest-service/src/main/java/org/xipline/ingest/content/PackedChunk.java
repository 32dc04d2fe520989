package org.xipline.ingest.content;

/**
 * A chunk of a pbzx stream, as it stands there.
 *
 * @param number from 1
 * @param plainBytes what it holds
 * @param payload may be longer than {@code packedBytes}
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record PackedChunk(long number, int plainBytes, byte[] payload, int packedBytes) {

  /** Whether the payload is the plain bytes themselves. */
  boolean isStored() {
    return packedBytes == plainBytes;
  }
}
