package org.xipline.archive.content;

import java.nio.ByteBuffer;

/** What a chunk holds, and whose memory it is in. */
record PlainChunk(BufferPool.Buffer buffer, ByteBuffer content) {}
