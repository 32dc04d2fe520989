package org.xipline.convert.item;

import java.io.IOException;
import java.util.MissingResourceException;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.xipline.convert.item.Value.Place;

/**
 * Reads one XML document by shape, streaming. No document type declaration, so no entities beyond
 * the five of XML itself.
 */
final class XmlDocument {
  private static final String ROOT = "Item";
  private static final int MAX_DEPTH = 100;

  private final XMLStreamReader reader;
  private final DocumentStream in;
  private final DocumentProblems findings;
  private final ReadingBudget budget = new ReadingBudget();

  private XmlDocument(XMLStreamReader reader, DocumentStream in, DocumentProblems findings) {
    this.reader = reader;
    this.in = in;
    this.findings = findings;
  }

  /**
   * Fills {@code root}; what has been read stays there when the document breaks off, except lists
   * of repeated elements, as more of them may have followed.
   *
   * @throws UnreadableDocumentException if it is no such XML, or too large to hold
   * @throws IOException if the stream fails
   */
  static void read(
      DocumentStream in, Shape.Group shape, Value.Group root, DocumentProblems findings)
      throws IOException, UnreadableDocumentException {
    try {
      XMLStreamReader reader = factory().createXMLStreamReader(in);
      try {
        new XmlDocument(reader, in, findings).readRoot(shape, root);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      forgetUnfinished(shape, root);
      throw new UnreadableDocumentException("not valid XML: " + firstLine(e));
    } catch (MissingResourceException _) {
      // the parser of the JDK fails so where it lacks the text of one of its own messages
      forgetUnfinished(shape, root);
      throw new UnreadableDocumentException(
          "not valid XML: a character that XML does not allow, or a damaged declaration");
    } catch (UnreadableDocumentException e) {
      forgetUnfinished(shape, root);
      throw e;
    }
  }

  /** More of a repeated element may have followed. */
  private static void forgetUnfinished(Shape.Group shape, Value.Group root) {
    root.properties()
        .keySet()
        .removeIf(name ->
            shape.properties().get(name) instanceof Shape.Many many && many.xmlElement().isEmpty());
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    return factory;
  }

  private static String firstLine(XMLStreamException e) {
    String message = String.valueOf(e.getMessage()).replaceFirst("(?s).*\\RMessage: ", "");
    String line = message.lines().findFirst().orElse("");
    return e.getLocation() == null ? line : line + " (" + place(e.getLocation()) + ")";
  }

  private int next() throws XMLStreamException {
    in.progress();
    return reader.next();
  }

  private void readRoot(Shape.Group shape, Value.Group root)
      throws XMLStreamException, UnreadableDocumentException {
    int event = reader.getEventType();
    while (event != XMLStreamConstants.START_ELEMENT) {
      if (event == XMLStreamConstants.DTD) {
        throw new UnreadableDocumentException(
            "a document type declaration is not allowed (" + here() + ")");
      }
      event = next();
    }
    if (!ROOT.equals(propertyName())) {
      throw new UnreadableDocumentException(
          "the root element is not " + ROOT + ", without namespace (" + here() + ")");
    }
    readProperties(shape, root, "");
    while (reader.hasNext()) {
      next();
    }
  }

  /** From behind the start of an element up to its end. */
  private void readProperties(Shape.Group shape, Value.Group group, String path)
      throws XMLStreamException, UnreadableDocumentException {
    ignoreAttributes();
    boolean stray = false;
    for (int event = next(); event != XMLStreamConstants.END_ELEMENT; event = next()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        readElement(shape, group, path);
      } else if (isText(event) && !reader.isWhiteSpace() && !stray) {
        stray = true;
        findings.problem(nameOf(path) + " contains text beside its elements (" + here() + ")");
      }
    }
  }

  private void readElement(Shape.Group shape, Value.Group group, String path)
      throws XMLStreamException, UnreadableDocumentException {
    String name = propertyName();
    Shape known = shape.properties().get(name);
    if (known == null) {
      findings.ignore();
      skipElement();
      return;
    }
    budget.chargeValue();
    if (known instanceof Shape.Many many && many.xmlElement().isEmpty()) {
      readRepeated(many, group, name, path + name);
    } else {
      readSingle(known, group, name, path + name);
    }
  }

  private void readRepeated(Shape.Many shape, Value.Group group, String name, String path)
      throws XMLStreamException, UnreadableDocumentException {
    Place place = here();
    Value values = group.properties().computeIfAbsent(name, _ -> Value.Many.at(place));
    if (values instanceof Value.Many many) {
      many.elements().add(readValue(shape.element(), path + "[" + many.elements().size() + "]"));
    }
  }

  private void readSingle(Shape shape, Value.Group group, String name, String path)
      throws XMLStreamException, UnreadableDocumentException {
    Place place = here();
    if (group.properties().containsKey(name)) {
      findings.problem(path + " occurs twice (" + place + ")");
      skipElement();
      group.properties().put(name, new Value.Unreadable(place));
    } else {
      group.properties().put(name, readValue(shape, path));
    }
  }

  private Value readValue(Shape shape, String path)
      throws XMLStreamException, UnreadableDocumentException {
    return switch (shape) {
      case Shape.Text _ -> readText(path);
      case Shape.Group group -> readGroup(group, path);
      case Shape.Many many -> readWrapped(many, path);
    };
  }

  private Value readGroup(Shape.Group shape, String path)
      throws XMLStreamException, UnreadableDocumentException {
    Value.Group group = Value.Group.at(here());
    readProperties(shape, group, path + ".");
    return group;
  }

  private Value readWrapped(Shape.Many shape, String path)
      throws XMLStreamException, UnreadableDocumentException {
    Value.Many many = Value.Many.at(here());
    ignoreAttributes();
    for (int event = next(); event != XMLStreamConstants.END_ELEMENT; event = next()) {
      if (event != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      if (shape.xmlElement().equals(Optional.of(propertyName()))) {
        budget.chargeValue();
        many.elements().add(readValue(shape.element(), path + "[" + many.elements().size() + "]"));
      } else {
        findings.ignore();
        skipElement();
      }
    }
    return many;
  }

  private Value readText(String path) throws XMLStreamException, UnreadableDocumentException {
    Place place = here();
    ignoreAttributes();
    var text = new StringBuilder();
    boolean elements = false;
    for (int event = next(); event != XMLStreamConstants.END_ELEMENT; event = next()) {
      if (isText(event)) {
        budget.chargeText(reader.getTextLength());
        text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
      } else if (event == XMLStreamConstants.START_ELEMENT) {
        elements = true;
        skipElement();
      }
    }
    if (elements) {
      findings.problem(path + " contains elements instead of text (" + place + ")");
      return new Value.Unreadable(place);
    }
    return new Value.Text(text.toString(), place);
  }

  /** From the start of an element to its end. */
  private void skipElement() throws XMLStreamException, UnreadableDocumentException {
    for (int depth = 1; depth > 0; ) {
      int event = next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
      if (depth > MAX_DEPTH) {
        throw new UnreadableDocumentException(
            "elements are nested deeper than " + MAX_DEPTH + " (" + here() + ")");
      }
    }
  }

  private void ignoreAttributes() {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      String namespace = reader.getAttributeNamespace(i);
      if (!XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(namespace)) {
        findings.ignore();
      }
    }
  }

  private static boolean isText(int event) {
    return event == XMLStreamConstants.CHARACTERS
        || event == XMLStreamConstants.CDATA
        || event == XMLStreamConstants.SPACE;
  }

  /** The element's name as a property; empty if it is of some namespace. */
  private String propertyName() {
    String namespace = reader.getNamespaceURI();
    return namespace == null || namespace.isEmpty() ? reader.getLocalName() : "";
  }

  private static String nameOf(String path) {
    return path.isEmpty() ? ROOT : path.substring(0, path.length() - 1);
  }

  private Place here() {
    return place(reader.getLocation());
  }

  private static Place place(Location location) {
    return new Place(location.getLineNumber(), location.getColumnNumber());
  }
}
