package org.xipline.ingest.content;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.xipline.ingest.archive.ArchiveLimits;
import org.xipline.ingest.archive.ArchiveRejectedException;
import org.xipline.schemas.reason.RejectionReason;

/**
 * Decodes xz chunks with the system's liblzma. What its version does not know, {@link
 * XzChunkDecoder} decides, so that an archive is not refused on one machine and accepted on
 * another.
 */
final class LiblzmaChunkDecoder implements ChunkDecoder {
  /** What a decoder needs beside its dictionary. */
  private static final int TABLES_BYTES = 256 << 10;

  private final LiblzmaStream stream;
  private final ArchiveLimits limits;

  LiblzmaChunkDecoder(Liblzma library, ArchiveLimits limits) {
    this.stream = new LiblzmaStream(library);
    this.limits = limits;
  }

  @Override
  public void decode(
      byte[] packed, int packedBytes, byte[] plain, int plainBytes, BooleanSupplier cancelled)
      throws IOException {
    var chunk = new Chunk(packed, packedBytes, plain, plainBytes);
    Liblzma.Result result = stream.begin((long) limits.maxDictionaryBytes() + TABLES_BYTES);
    while (result == Liblzma.Result.OK && !cancelled.getAsBoolean()) {
      result = chunk.decodeSlice();
    }
    switch (result) {
      case OK -> {} // Cancelled.
      case STREAM_END -> chunk.requireWhole();
      case OPTIONS_ERROR, UNSUPPORTED_CHECK -> {
        try (var other = new XzChunkDecoder(limits)) {
          other.decode(packed, packedBytes, plain, plainBytes, cancelled);
        }
      }
      case MEMLIMIT_ERROR ->
          throw new ArchiveRejectedException(
              RejectionReason.ARCHIVE_TOO_LARGE,
              "it needs a dictionary of more than the %,d bytes that are allowed"
                  .formatted(limits.maxDictionaryBytes()));
      case FORMAT_ERROR, DATA_ERROR, BUF_ERROR -> throw malformed("its xz data is damaged");
      case MEM_ERROR -> throw new IOException("there is no memory left to decode in");
      case NO_CHECK, GET_CHECK, PROG_ERROR, SEEK_NEEDED ->
          throw new IllegalStateException("liblzma says " + result);
    }
  }

  /** The chunk that is being decoded, and how far that has come. */
  private final class Chunk {
    private final byte[] packed;
    private final int packedBytes;
    private final byte[] plain;
    private final int plainBytes;
    private int fed;
    private int filled;

    Chunk(byte[] packed, int packedBytes, byte[] plain, int plainBytes) {
      this.packed = packed;
      this.packedBytes = packedBytes;
      this.plain = plain;
      this.plainBytes = plainBytes;
    }

    Liblzma.Result decodeSlice() throws ArchiveRejectedException {
      if (stream.unread() == 0) {
        fed += stream.feed(packed, fed, packedBytes - fed);
      }
      // Room for one byte too many, so that a stream that does not end is seen not to.
      int room = Math.min(LiblzmaStream.SLICE_BYTES, plainBytes - filled + 1);
      Liblzma.Result result = stream.decode(room, fed == packedBytes);
      take(room - stream.unwritten());
      return result;
    }

    private void take(int written) throws ArchiveRejectedException {
      if (written > plainBytes - filled) {
        throw malformed("it holds more than the %,d bytes it says".formatted(plainBytes));
      }
      stream.copyOutput(plain, filled, written);
      filled += written;
    }

    void requireWhole() throws ArchiveRejectedException {
      if (filled < plainBytes) {
        throw malformed("it holds %,d bytes, not the %,d it says".formatted(filled, plainBytes));
      }
      int behind = stream.unread() + packedBytes - fed;
      if (behind > 0) {
        throw malformed("%,d bytes follow its xz stream".formatted(behind));
      }
    }
  }

  private static ArchiveRejectedException malformed(String problem) {
    return new ArchiveRejectedException(RejectionReason.MALFORMED_ARCHIVE, problem);
  }

  @Override
  public void close() {
    stream.close();
  }
}
