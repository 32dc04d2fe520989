package org.xipline.ingest.pack;

import java.io.IOException;
import java.nio.file.Path;

/** Writes a directory as a signed XIP. */
public final class ArchiveWriter {

  public ArchiveWriter(PackSettings settings) {
    throw new UnsupportedOperationException();
  }

  /**
   * Packs the directory's files, folders and symbolic links. The output appears whole or not at
   * all.
   *
   * @throws PackException if the directory holds what an archive cannot
   */
  public PackedArchive write(Path directory, Path output) throws IOException {
    throw new UnsupportedOperationException();
  }
}
