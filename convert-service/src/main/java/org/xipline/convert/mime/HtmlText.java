package org.xipline.convert.mime;

/** Plain text as HTML. */
final class HtmlText {

  private HtmlText() {}

  /** HTML that shows the text, and holds no markup. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
