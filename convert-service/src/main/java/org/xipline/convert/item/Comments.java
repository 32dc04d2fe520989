package org.xipline.convert.item;

/** Comments of a structured header field, which mean nothing. */
final class Comments {

  private Comments() {}

  /** The text with a space for each comment; one that is not closed reaches to the end. */
  static String without(String text) {
    if (text.indexOf('(') < 0) {
      return text;
    }
    var rest = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (depth > 0 && c == '\\') {
        i++;
      } else if (c == '(') {
        depth++;
        rest.append(depth == 1 ? " " : "");
      } else if (c == ')' && depth > 0) {
        depth--;
      } else if (depth == 0) {
        rest.append(c);
      }
    }
    return rest.toString();
  }
}
