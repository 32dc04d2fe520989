package org.xipline.ingest.content;

import java.io.IOException;
import java.io.InputStream;
import org.xipline.ingest.archive.ArchiveLimits;

/**
 * Turns a XIP's Content into the cpio stream inside it. What kind of content it is, its first bytes
 * say, not the Metadata: {@code pbzx} with xz chunks, gzip, or cpio as it is.
 */
public final class ContentDecoder {

  public ContentDecoder() {}

  /**
   * As {@link #decode(InputStream, long, ArchiveLimits)}, without looking at the ratio: for content
   * whose length is not known.
   */
  public InputStream decode(InputStream content, ArchiveLimits limits) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Decodes the content. The stream that is returned reads {@code content} to its very end before
   * it says that it ends, throws {@code ArchiveRejectedException} at the byte where the content
   * turns out to be damaged, passes on what {@code content} throws, and closes {@code content} with
   * itself. It is for one thread; behind it, chunks are decoded on all cores.
   *
   * @param contentBytes length of the content, for {@link ArchiveLimits#maxRatio()}
   */
  public InputStream decode(InputStream content, long contentBytes, ArchiveLimits limits)
      throws IOException {
    throw new UnsupportedOperationException();
  }
}
