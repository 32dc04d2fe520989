package org.xipline.convert.item;

import java.io.IOException;
import java.time.Instant;
import org.xipline.schemas.identity.EntryPath;

/**
 * Reads documents of items: JSON, XML and {@code .eml}, told apart by the suffix of their path.
 *
 * <p>A document may be of any size: it is streamed, and only what the model keeps of it is held in
 * memory, bounded. What is wrong with a document is an answer, never an exception. Safe for use by
 * many threads.
 */
public final class ItemParser {

  /**
   * Reads one document.
   *
   * @param path its entry: the suffix says the format, attachments are resolved from its folder
   * @param entryTime the entry's modification time, for an {@code .eml} without a usable date
   * @param document its bytes; opened once or twice
   * @throws IOException if the bytes themselves cannot be read
   * @throws IllegalArgumentException if the path is not that of an item
   */
  public ParsedItem parse(EntryPath path, Instant entryTime, ContentSource document)
      throws IOException {
    throw new UnsupportedOperationException();
  }
}
