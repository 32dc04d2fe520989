package org.xipline.archive.content;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.schemas.reason.RejectionReason;

/**
 * Decodes xz chunks with the system's liblzma. What its version does not know, {@link
 * XzChunkDecoder} decides, so that an archive is not refused on one machine and accepted on
 * another.
 */
final class LiblzmaChunkDecoder implements ChunkDecoder {
  /** What a decoder needs beside its dictionary. */
  private static final int TABLES_BYTES = 256 << 10;

  /** Decoded at a time; then somebody may say that it is enough. */
  private static final long SLICE_BYTES = 256 << 10;

  private final LiblzmaStream stream;
  private final ArchiveLimits limits;

  LiblzmaChunkDecoder(Liblzma library, ArchiveLimits limits) {
    this.stream = new LiblzmaStream(library);
    this.limits = limits;
  }

  @Override
  public void decode(ByteBuffer packed, ByteBuffer plain, BooleanSupplier cancelled)
      throws IOException {
    MemorySegment input = MemorySegment.ofBuffer(packed);
    var output = new Output(MemorySegment.ofBuffer(plain));
    long memoryLimitBytes = (long) limits.maxDictionaryBytes() + TABLES_BYTES;
    Liblzma.Result result = stream.begin(memoryLimitBytes, input);
    while (result == Liblzma.Result.OK && !cancelled.getAsBoolean()) {
      result = output.decodeSlice();
    }
    switch (result) {
      case OK -> {} // Cancelled.
      case STREAM_END -> output.requireWhole();
      case OPTIONS_ERROR, UNSUPPORTED_CHECK -> {
        try (var other = new XzChunkDecoder(limits)) {
          other.decode(packed, plain, cancelled);
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

  /** Where the chunk goes, and how far that has come. */
  private final class Output {
    private final MemorySegment plain;
    private long filled;

    Output(MemorySegment plain) {
      this.plain = plain;
    }

    Liblzma.Result decodeSlice() throws ArchiveRejectedException {
      long room = Math.min(SLICE_BYTES, plain.byteSize() - filled);
      return room == 0 ? decodeEnd() : decodeSlice(plain.asSlice(filled, room));
    }

    private Liblzma.Result decodeSlice(MemorySegment slice) {
      Liblzma.Result result = stream.decode(slice);
      filled += slice.byteSize() - stream.unwritten();
      return result;
    }

    /** There may be no byte too many. */
    private Liblzma.Result decodeEnd() throws ArchiveRejectedException {
      Liblzma.Result result = stream.decodeSurplus();
      if (stream.unwritten() == 0) {
        throw malformed("it holds more than the %,d bytes it says".formatted(plain.byteSize()));
      }
      return result;
    }

    void requireWhole() throws ArchiveRejectedException {
      if (filled < plain.byteSize()) {
        throw malformed(
            "it holds %,d bytes, not the %,d it says".formatted(filled, plain.byteSize()));
      }
      if (stream.unread() > 0) {
        throw malformed("%,d bytes follow its xz stream".formatted(stream.unread()));
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
