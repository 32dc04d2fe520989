package org.xipline.archive.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.schemas.reason.RejectionReason;

/**
 * Reads the chunks of a pbzx stream, still packed, and holds it to its grammar: {@code pbzx}, block
 * size, then until the end of the stream: plain size, packed size, payload; sizes as 64 bits big
 * endian. Every chunk but the last is as long as a block.
 *
 * <p>Readers of this format disagree about its end; here it is the end of the stream.
 *
 * @see "compression_tool(1)"
 */
final class PbzxChunkReader {
  private static final int MAGIC_BYTES = 4;
  private static final int CHUNK_HEADER_BYTES = 16;

  /** Small enough to stay in a core's cache. */
  private static final int SLICE_BYTES = 128 << 10;

  private final InputStream in;
  private final byte[] slice = new byte[SLICE_BYTES];
  private final BufferPool buffers;
  private final int blockBytes;
  private long count;
  private boolean shortChunkSeen;

  PbzxChunkReader(InputStream in, ArchiveLimits limits, BufferPool buffers) throws IOException {
    this.in = in;
    this.buffers = buffers;
    this.blockBytes = readBlockBytes(in, limits);
  }

  private static int readBlockBytes(InputStream in, ArchiveLimits limits) throws IOException {
    byte[] header = in.readNBytes(MAGIC_BYTES + Long.BYTES);
    if (header.length < MAGIC_BYTES + Long.BYTES) {
      throw malformed("its header is cut");
    }
    long block = ByteBuffer.wrap(header).getLong(MAGIC_BYTES);
    if (block == 0) {
      throw malformed("its blocks have no bytes");
    }
    if (Long.compareUnsigned(block, limits.maxBlockBytes()) > 0) {
      throw new ArchiveRejectedException(
          RejectionReason.ARCHIVE_TOO_LARGE,
          "the pbzx content has blocks of %s bytes; at most %,d are read"
              .formatted(Long.toUnsignedString(block), limits.maxBlockBytes()));
    }
    return (int) block;
  }

  /** What a chunk holds, at most. */
  int blockBytes() {
    return blockBytes;
  }

  /** The next chunk, in a buffer of the pool; empty at the end of the stream. */
  Optional<PackedChunk> next() throws IOException {
    byte[] header = in.readNBytes(CHUNK_HEADER_BYTES);
    if (header.length == 0) {
      return Optional.empty();
    }
    if (shortChunkSeen) {
      throw malformed("something follows its last chunk, number %,d".formatted(count));
    }
    count++;
    if (header.length < CHUNK_HEADER_BYTES) {
      throw malformed("the header of chunk %,d is cut".formatted(count));
    }
    return Optional.of(readChunk(ByteBuffer.wrap(header)));
  }

  private PackedChunk readChunk(ByteBuffer header) throws IOException {
    long plain = header.getLong();
    long packed = header.getLong();
    if (plain <= 0 || plain > blockBytes) {
      throw malformed(
          "chunk %,d says that it holds %s bytes, in blocks of %,d"
              .formatted(count, Long.toUnsignedString(plain), blockBytes));
    }
    if (packed <= 0 || packed > plain) {
      throw malformed(
          "chunk %,d says that its %,d bytes are packed in %s"
              .formatted(count, plain, Long.toUnsignedString(packed)));
    }
    shortChunkSeen = plain < blockBytes;
    BufferPool.Buffer buffer = buffers.take((int) packed);
    ByteBuffer payload = buffer.first((int) packed);
    fill(payload);
    return new PackedChunk(count, (int) plain, buffer, payload.flip());
  }

  private void fill(ByteBuffer payload) throws IOException {
    while (payload.hasRemaining()) {
      int read = in.read(slice, 0, Math.min(slice.length, payload.remaining()));
      if (read < 0) {
        throw malformed("chunk %,d is cut".formatted(count));
      }
      payload.put(slice, 0, read);
    }
  }

  private static ArchiveRejectedException malformed(String problem) {
    return new ArchiveRejectedException(
        RejectionReason.MALFORMED_ARCHIVE, "the pbzx content is damaged: " + problem);
  }
}
