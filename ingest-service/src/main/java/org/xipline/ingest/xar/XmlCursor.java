package org.xipline.ingest.xar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.xipline.ingest.archive.ArchiveRejectedException;

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
  private final XMLStreamReader reader;

  private XmlCursor(String document, XMLStreamReader reader) {
    this.document = document;
    this.reader = reader;
  }

  /**
   * Opens a document and moves to its root element.
   *
   * @param document what to call it in messages
   * @param utf8 read as far as the document goes; never closed
   */
  public static XmlCursor open(String document, InputStream utf8, String root) throws IOException {
    try {
      XmlCursor cursor =
          new XmlCursor(
              document,
              newFactory()
                  .createXMLStreamReader(
                      new InputStreamReader(unclosed(utf8), UTF_8.newDecoder())));
      cursor.requireDeclaration();
      cursor.moveToRoot(root);
      return cursor;
    } catch (XMLStreamException | RuntimeException e) {
      throw notXml(document, e);
    }
  }

  /** Moves to the next child of the element; {@code false} once the element ends. */
  public boolean nextChild() throws IOException {
    while (true) {
      switch (advance()) {
        case XMLStreamConstants.START_ELEMENT -> {
          requireNoPrefix();
          return true;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          return false;
        }
        default -> requireBlank();
      }
    }
  }

  /** Name of the element that {@link #nextChild} moved to. */
  public String name() {
    return reader.getLocalName();
  }

  /** An attribute of that element. */
  public Optional<String> attribute(String attribute) {
    @Nullable String value = reader.getAttributeValue(null, attribute);
    return Optional.ofNullable(value);
  }

  /** The text of that element, which must hold nothing else; moves to its end. */
  public String text(int maxLength) throws IOException {
    String element = name();
    var text = new StringBuilder();
    while (true) {
      switch (advance()) {
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          if (reader.getTextLength() > maxLength - text.length()) {
            throw refused("<" + element + "> has more than " + maxLength + " characters");
          }
          text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
        }
        case XMLStreamConstants.END_ELEMENT -> {
          return text.toString();
        }
        default -> throw refused("<" + element + "> holds more than text");
      }
    }
  }

  /** Moves to the end of that element, whatever it holds. */
  public void skip() throws IOException {
    int depth = 1;
    while (depth > 0) {
      switch (advance()) {
        case XMLStreamConstants.START_ELEMENT -> depth++;
        case XMLStreamConstants.END_ELEMENT -> depth--;
        default -> {}
      }
      if (depth > MAX_SKIPPED_DEPTH) {
        throw refused("elements are nested more than " + MAX_SKIPPED_DEPTH + " deep");
      }
    }
  }

  /** Reads what follows the root element, to the end of the document. */
  public void finish() throws IOException {
    while (advance() != XMLStreamConstants.END_DOCUMENT) {
      requireBlank();
    }
  }

  private void moveToRoot(String root) throws IOException {
    while (advance() != XMLStreamConstants.START_ELEMENT) {
      requireBlank();
    }
    requireNoPrefix();
    if (!name().equals(root)) {
      throw refused("its root is <" + Quoted.text(name()) + ">, not <" + root + ">");
    }
  }

  private int advance() throws IOException {
    int event = next();
    if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
      throw refused("it has a document type or entities");
    }
    return event;
  }

  private int next() throws IOException {
    try {
      return reader.next();
    } catch (XMLStreamException | RuntimeException e) {
      throw notXml(document, e);
    }
  }

  private void requireBlank() throws ArchiveRejectedException {
    if (reader.isCharacters() && !reader.isWhiteSpace()) {
      throw refused("text stands between elements: " + Quoted.text(reader.getText().strip()));
    }
  }

  private void requireNoPrefix() throws ArchiveRejectedException {
    @Nullable String prefix = reader.getPrefix();
    if (prefix != null && !prefix.isEmpty()) {
      throw refused("an element has a prefix: " + Quoted.text(prefix + ":" + name()));
    }
  }

  private void requireDeclaration() throws ArchiveRejectedException {
    @Nullable String encoding = reader.getCharacterEncodingScheme();
    if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
      throw refused("its encoding is " + Quoted.text(encoding) + ", not UTF-8");
    }
    @Nullable String version = reader.getVersion();
    if (version != null && !version.equals("1.0")) {
      throw refused("it is XML " + Quoted.text(version) + ", not 1.0");
    }
  }

  private ArchiveRejectedException refused(String what) {
    return Malformed.because(document + ": " + what);
  }

  /**
   * What the underlying stream threw is passed on as it is. The JDK's parser also throws unchecked
   * exceptions at some malformed input, such as one for a message that it lacks.
   */
  private static IOException notXml(String document, Exception e) {
    if (e instanceof XMLStreamException stream
        && stream.getNestedException() instanceof ArchiveRejectedException rejected) {
      return rejected;
    }
    String message = String.valueOf(e.getMessage()).replaceFirst("(?s).*Message: ", "");
    return Malformed.because(document + " is not well-formed XML: " + Quoted.text(message), e);
  }

  /** The parser closes what it reads when the document ends. */
  private static InputStream unclosed(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public void close() {}
    };
  }

  private static XMLInputFactory newFactory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    // Without a reporter the JDK's parser prints to the standard error stream.
    factory.setXMLReporter((message, type, information, location) -> {});
    return factory;
  }
}
