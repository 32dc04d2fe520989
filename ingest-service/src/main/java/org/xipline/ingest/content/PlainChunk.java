package org.xipline.ingest.content;

/**
 * What a chunk held.
 *
 * @param content may be longer than {@code length}
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record PlainChunk(byte[] content, int length) {}
