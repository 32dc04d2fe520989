package org.xipline.ingest.content;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.xipline.ingest.archive.ArchiveLimits;

/** Decompresses one chunk after another; for one thread, which may keep buffers between them. */
interface ChunkDecoder {

  /**
   * Decodes one chunk, which must be exactly one compressed stream of exactly {@code plainBytes}.
   *
   * @param cancelled asked now and then; once true, the call returns soon, its result of no use
   * @throws org.xipline.ingest.archive.ArchiveRejectedException if the chunk is anything else
   */
  void decode(
      byte[] packed, int packedBytes, byte[] plain, int plainBytes, BooleanSupplier cancelled)
      throws IOException;

  /** Makes a decoder for each thread. */
  interface Factory {
    ChunkDecoder create(ArchiveLimits limits);
  }
}
