package org.xipline.convert.item;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Locale;
import org.xipline.schemas.identity.EntryPath;

/**
 * Reads documents of items: JSON, XML and {@code .eml}, told apart by the suffix of their path.
 *
 * <p>A document may be of any size: it is streamed, and only what the model keeps of it is held in
 * memory, bounded. What is wrong with a document is an answer, never an exception. Safe for use by
 * many threads.
 */
public final class ItemParser {

  @FunctionalInterface
  private interface Format {
    void read(DocumentStream in, Shape.Group shape, Value.Group root, DocumentProblems findings)
        throws IOException, UnreadableDocumentException;
  }

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
    String name = path.fileName().toLowerCase(Locale.ROOT);
    if (name.endsWith(".json")) {
      try (InputStream in = document.open()) {
        return composed(path, DocumentStream.of(in), JsonDocument::read);
      }
    }
    if (name.endsWith(".xml")) {
      try (InputStream in = document.open()) {
        return composed(path, DocumentStream.withBoundedTokens(in), XmlDocument::read);
      }
    }
    if (name.endsWith(".eml")) {
      return EmlDocument.parse(path, entryTime, document);
    }
    throw new IllegalArgumentException("not the path of an item: " + path);
  }

  private static ParsedItem composed(EntryPath path, DocumentStream in, Format format)
      throws IOException {
    var findings = new DocumentProblems();
    Value.Group root = Value.Group.at(new Value.Place(1, 1));
    try {
      format.read(in, Shape.ITEM, root, findings);
    } catch (UnreadableDocumentException e) {
      findings.unreadable(e.what());
    }
    in.finish();
    return ComposedItem.of(path, root, findings);
  }
}
