package org.xipline.archive.verification;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Documents as the JDK's tree parser reads them: another reader, to compare ours with. */
final class XmlDocument {

  private XmlDocument() {}

  /** The root element. Nothing outside the document is ever read. */
  static Element root(byte[] document) throws IOException {
    try {
      DocumentBuilder builder = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
      builder.setEntityResolver((_, _) -> new InputSource(new ByteArrayInputStream(new byte[0])));
      builder.setErrorHandler(null);
      return builder.parse(new ByteArrayInputStream(document)).getDocumentElement();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("every Java platform has a parser", e);
    } catch (SAXException e) {
      throw new AssertionError("another reader takes this for no document", e);
    }
  }

  static List<Element> children(Element parent) {
    var children = new ArrayList<Element>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  static List<Element> children(Element parent, String name) {
    return children(parent).stream().filter(child -> child.getTagName().equals(name)).toList();
  }
}
