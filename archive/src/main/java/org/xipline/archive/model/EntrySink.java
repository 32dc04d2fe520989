package org.xipline.archive.model;

import java.io.IOException;

/** Takes the entries of an archive, one at a time, in archive order. */
@FunctionalInterface
public interface EntrySink {

  /** Reads what it wants of the entry's content before it returns. */
  void take(ArchiveEntry entry) throws IOException;
}
