package org.xipline.archive.xar.xml;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.model.Quoted;
import org.xipline.schemas.reason.RejectionReason;

/**
 * Walks through an XML document once, in constant memory, and refuses what two readers could
 * understand in two ways: document types, entities, prefixes, encodings other than UTF-8, text
 * between elements.
 *
 * <p>Inside an element, call {@link #nextChild} until it says {@code false}; for each child either
 * walk its children in the same way, or take its {@link #text}, or {@link #skip} it.
 */
public final class XmlCursor {
  private static final int MAX_SKIPPED_DEPTH = 64;

  private final String document;
  private final XmlScanner scanner;

  private XmlCursor(String document, XmlScanner scanner) {
    this.document = document;
    this.scanner = scanner;
  }

  /**
   * Opens a document and moves to its root element.
   *
   * @param document what to call it in messages
   * @param utf8 read as far as the document goes; never closed
   */
  public static XmlCursor open(String document, InputStream utf8, String root) throws IOException {
    XmlCursor cursor = new XmlCursor(document, new XmlScanner(document, utf8));
    cursor.moveToRoot(root);
    return cursor;
  }

  /** Moves to the next child of the element; {@code false} once the element ends. */
  public boolean nextChild() throws IOException {
    while (true) {
      scanner.skipBlanksBeforeTag();
      switch (scanner.next()) {
        case START -> {
          return true;
        }
        case END, END_OF_DOCUMENT -> {
          return false;
        }
        case TEXT -> requireBlank();
        case COMMENT -> {}
      }
    }
  }

  /** Name of the element that {@link #nextChild} moved to. */
  public String name() {
    return scanner.name().toString();
  }

  /** A number that no other name in the document has; negative if the name has none. */
  public int nameNumber() {
    return scanner.name().number();
  }

  /** An attribute of that element. */
  public Optional<String> attribute(String attribute) {
    return Optional.ofNullable(scanner.attribute(attribute));
  }

  /** The text of that element, which must hold nothing else; moves to its end. */
  public String text(int maxLength) throws IOException {
    @Nullable String plain = scanner.textToEnd(maxLength);
    return plain != null ? plain : textInPieces(maxLength);
  }

  private String textInPieces(int maxLength) throws IOException {
    String element = name();
    String text = "";
    while (true) {
      switch (scanner.next()) {
        case TEXT -> text = text.concat(scanner.text().toString());
        case END -> {
          return text;
        }
        case START, COMMENT, END_OF_DOCUMENT ->
            throw refused("<" + element + "> holds more than text");
      }
      if (text.length() > maxLength) {
        throw refused("<" + element + "> has more than " + maxLength + " characters");
      }
    }
  }

  /** Moves to the end of that element, whatever it holds. */
  public void skip() throws IOException {
    int depth = 1;
    while (depth > 0) {
      depth += scanner.skipTextToEnd() ? -1 : depthOf(scanner.next());
      if (depth > MAX_SKIPPED_DEPTH) {
        throw refused("elements are nested more than " + MAX_SKIPPED_DEPTH + " deep");
      }
    }
  }

  private static int depthOf(XmlScanner.Event event) {
    return switch (event) {
      case START -> 1;
      case END -> -1;
      case TEXT, COMMENT, END_OF_DOCUMENT -> 0;
    };
  }

  /** Reads what follows the root element, to the end of the document. */
  public void finish() throws IOException {
    while (scanner.next() != XmlScanner.Event.END_OF_DOCUMENT) {
      // Blanks and comments; the scanner refuses anything else.
    }
  }

  private void moveToRoot(String root) throws IOException {
    while (scanner.next() != XmlScanner.Event.START) {
      // As behind it.
    }
    if (!name().equals(root)) {
      throw refused("its root is <" + Quoted.text(name()) + ">, not <" + root + ">");
    }
  }

  private void requireBlank() throws ArchiveRejectedException {
    if (!scanner.text().isBlank()) {
      throw refused("text stands between elements: " + Quoted.text(scanner.text().toString()));
    }
  }

  private ArchiveRejectedException refused(String what) {
    return new ArchiveRejectedException(RejectionReason.MALFORMED_ARCHIVE, document + ": " + what);
  }
}
