package org.xipline.convert.mime;

import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * HTML as plain text: what a reader would see, and where its links and images lead, which a reader
 * could follow. The same HTML gives the same text; nothing is loaded.
 *
 * <p>HTML is read as browsers read it. What would take memory out of all proportion is not read:
 * the text is then the HTML itself, so that nothing of it is lost.
 */
final class PlainText {
  /** So many elements are held in some tens of megabytes. */
  private static final int MAX_TAGS = 50_000;

  /** Broken HTML can repeat one long link on every line; HTML that is meant stays far below. */
  private static final int MAX_GROWTH = 4;

  private static final Set<String> LINES =
      Set.of(
          "address",
          "article",
          "aside",
          "blockquote",
          "body",
          "caption",
          "center",
          "dd",
          "details",
          "dialog",
          "dir",
          "div",
          "dl",
          "dt",
          "fieldset",
          "figcaption",
          "figure",
          "footer",
          "form",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "header",
          "hgroup",
          "hr",
          "legend",
          "li",
          "main",
          "menu",
          "nav",
          "ol",
          "optgroup",
          "option",
          "p",
          "pre",
          "search",
          "section",
          "summary",
          "table",
          "tbody",
          "tfoot",
          "thead",
          "tr",
          "ul");
  private static final Set<String> CELLS = Set.of("td", "th");
  private static final Set<String> AS_WRITTEN = Set.of("pre", "textarea", "listing");

  /** Elements that show what is elsewhere, and what to call it. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "img", "image",
          "image", "image",
          "video", "video",
          "audio", "audio",
          "source", "source",
          "iframe", "frame",
          "frame", "frame",
          "embed", "object",
          "object", "object");

  private final StringBuilder text = new StringBuilder();
  private final long limit;

  private PlainText(long limit) {
    this.limit = limit;
  }

  static String of(String html) {
    if (html.chars().filter(c -> c == '<').count() > MAX_TAGS) {
      return html.strip();
    }
    var plain = new PlainText((long) MAX_GROWTH * html.length());
    Jsoup.parse(html).traverse(plain.new Reader());
    return plain.isTooLong() ? html.strip() : plain.text.toString().strip();
  }

  private boolean isTooLong() {
    return text.length() > limit;
  }

  /** Walks the elements; scripts, styles and comments hold no text nodes. */
  private final class Reader implements NodeVisitor {
    private int asWritten;
    private int linkBegin;

    @Override
    public void head(Node node, int depth) {
      if (isTooLong()) {
        return;
      }
      switch (node) {
        case TextNode words -> read(words);
        case Element element -> begin(element);
        default -> {}
      }
    }

    @Override
    public void tail(Node node, int depth) {
      if (node instanceof Element element && !isTooLong()) {
        end(element);
      }
    }

    private void read(TextNode words) {
      if (words.parent() instanceof Element parent && parent.normalName().equals("title")) {
        return;
      }
      if (asWritten > 0) {
        text.append(words.getWholeText());
      } else {
        words.getWholeText().chars().forEach(c -> collapsed((char) c));
      }
    }

    private void begin(Element element) {
      String name = element.normalName();
      if (LINES.contains(name)) {
        endLine();
      } else if (name.equals("br")) {
        trimLine();
        text.append('\n');
      } else if (name.equals("a")) {
        linkBegin = text.length();
      } else if (ELSEWHERE.containsKey(name)) {
        elsewhere(element, ELSEWHERE.getOrDefault(name, name));
      }
      asWritten += AS_WRITTEN.contains(name) ? 1 : 0;
    }

    private void end(Element element) {
      String name = element.normalName();
      asWritten -= AS_WRITTEN.contains(name) ? 1 : 0;
      if (LINES.contains(name)) {
        endLine();
      } else if (CELLS.contains(name)) {
        space();
      } else if (name.equals("a") || name.equals("area")) {
        link(element);
      }
    }

    /** {@code words <address>}; the address alone where it is the words. */
    private void link(Element element) {
      String address = address(element, "href");
      boolean shown =
          element.normalName().equals("a")
              && text.length() - linkBegin == address.length()
              && text.indexOf(address, linkBegin) == linkBegin;
      if (!address.isEmpty() && !shown) {
        space();
        text.append('<').append(address).append('>');
      }
    }

    private void elsewhere(Element element, String kind) {
      String words = element.attr("alt").isBlank() ? element.attr("title") : element.attr("alt");
      String source = address(element, element.hasAttr("src") ? "src" : "data");
      String shown =
          String.join(words.isBlank() || source.isEmpty() ? "" : ", ", words.strip(), source);
      if (!shown.isEmpty()) {
        text.append('[').append(kind).append(": ").append(shown).append(']');
      }
    }
  }

  /** As written, without the line ends that browsers take out of it. */
  private static String address(Element element, String attribute) {
    return element.attr(attribute).replaceAll("[\\t\\r\\n]", "").strip();
  }

  private void collapsed(char c) {
    switch (c) {
      case ' ', '\t', '\n', '\r', '\f' -> space();
      case '\u00a0' -> text.append(' ');
      default -> text.append(c);
    }
  }

  private void space() {
    if (!text.isEmpty() && !Character.isWhitespace(text.charAt(text.length() - 1))) {
      text.append(' ');
    }
  }

  private void endLine() {
    trimLine();
    if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
      text.append('\n');
    }
  }

  private void trimLine() {
    int length = text.length();
    while (length > 0 && text.charAt(length - 1) == ' ') {
      length--;
    }
    text.setLength(length);
  }
}
