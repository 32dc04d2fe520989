package org.xipline.archive.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.xipline.archive.model.ArchiveLimits;

/**
 * Decompresses one chunk after another; for one thread at a time. It may keep memory between them,
 * until it is closed.
 */
interface ChunkDecoder extends AutoCloseable {

  /**
   * Decodes one chunk, which must be exactly one compressed stream of exactly as many bytes as
   * there is room for. Positions and limits stay as they are.
   *
   * @param packed outside the heap
   * @param plain outside the heap
   * @param cancelled asked now and then; once true, the call returns soon, its result of no use
   * @throws org.xipline.archive.model.ArchiveRejectedException if the chunk is anything else
   */
  void decode(ByteBuffer packed, ByteBuffer plain, BooleanSupplier cancelled) throws IOException;

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
