package org.xipline.ingest.content;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.xipline.ingest.archive.ArchiveLimits;

/**
 * Decompresses one chunk after another; for one thread at a time. It may keep memory between them,
 * until it is closed.
 */
interface ChunkDecoder extends AutoCloseable {

  /**
   * Decodes one chunk, which must be exactly one compressed stream of exactly {@code plainBytes}.
   *
   * @param cancelled asked now and then; once true, the call returns soon, its result of no use
   * @throws org.xipline.ingest.archive.ArchiveRejectedException if the chunk is anything else
   */
  void decode(
      byte[] packed, int packedBytes, byte[] plain, int plainBytes, BooleanSupplier cancelled)
      throws IOException;

  @Override
  default void close() {}

  /** Makes a decoder for each thread. */
  interface Factory {
    ChunkDecoder create(ArchiveLimits limits);

    /** What is fastest here: liblzma where the system has it, or Java. */
    static Factory fastest() {
      return Liblzma.find()
          .<Factory>map(library -> limits -> new LiblzmaChunkDecoder(library, limits))
          .orElse(XzChunkDecoder::new);
    }
  }
}
