package org.xipline.archive.model;

import java.io.IOException;
import java.util.Optional;

/**
 * Reads the entries of an archive in archive order, one pass, without buffering a whole file. Not
 * safe for use by several threads.
 */
public interface EntryReader extends AutoCloseable {

  /**
   * Moves to the next entry; what was left of the one before is skipped (and still checked).
   *
   * @return empty after the last entry, when all that follows it has been checked too: never for an
   *     error
   * @throws ArchiveRejectedException if the archive turns out to be unacceptable here
   */
  Optional<ArchiveEntry> next() throws IOException;

  @Override
  void close() throws IOException;
}
