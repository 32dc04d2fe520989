package org.xipline.ingest.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.xipline.ingest.archive.ArchiveEntry;
import org.xipline.ingest.archive.ArchiveLimits;
import org.xipline.ingest.archive.EntryReader;

/** Reads the entries of an odc cpio stream. */
public final class CpioEntryReader implements EntryReader {

  /**
   * @param cpio read to its end; closed with this reader
   */
  public CpioEntryReader(InputStream cpio, ArchiveLimits limits) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<ArchiveEntry> next() throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException();
  }
}
