package org.xipline.archive.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.WritableByteChannel;

/**
 * The bytes of a regular file in an archive, readable once, until the reader moves on. It throws
 * {@link ArchiveRejectedException} rather than end early.
 */
public abstract class EntryContent extends InputStream {

  /** Of an empty file. */
  public static EntryContent empty() {
    return new EntryContent() {
      @Override
      public int read() {
        return -1;
      }

      @Override
      public void writeTo(WritableByteChannel target) {
        // There is nothing to write.
      }
    };
  }

  /**
   * Writes all that was not read yet. What lies in memory as it is goes from there, without being
   * copied in between.
   */
  public abstract void writeTo(WritableByteChannel target) throws IOException;
}
