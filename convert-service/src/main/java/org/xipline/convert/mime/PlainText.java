package org.xipline.convert.mime;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTML as plain text: about what a reader would see. One pass, in time that grows with the length
 * only, whatever the HTML is.
 */
final class PlainText {
  private static final Set<String> UNSEEN = Set.of("script", "style", "head");
  private static final Set<String> LINE_ENDS =
      Set.of("br", "br/", "/p", "/div", "/tr", "/li", "/h1", "/h2", "/h3", "/h4", "/h5", "/h6");
  private static final Pattern REFERENCE =
      Pattern.compile(
          "&(?:#(?<decimal>\\d{1,7})|#[xX](?<hex>[0-9a-fA-F]{1,6})|(?<name>amp|lt|gt|quot|apos|nbsp));");
  private static final int MAX_REFERENCE = 10;
  private static final Map<String, String> NAMED =
      Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ");

  private final String html;
  private final StringBuilder text = new StringBuilder();
  private int at;

  private PlainText(String html) {
    this.html = html;
  }

  static String of(String html) {
    var plain = new PlainText(html);
    while (plain.at < html.length()) {
      plain.step();
    }
    return plain.text.toString().strip();
  }

  private void step() {
    char c = html.charAt(at);
    if (c == '<') {
      skipMarkup();
    } else if (c == '&') {
      resolve();
    } else if (Character.isWhitespace(c)) {
      space();
      at++;
    } else {
      text.append(c);
      at++;
    }
  }

  private void space() {
    if (!text.isEmpty() && !Character.isWhitespace(text.charAt(text.length() - 1))) {
      text.append(' ');
    }
  }

  private void skipMarkup() {
    if (html.startsWith("<!--", at)) {
      at = behind("-->", at);
      return;
    }
    int end = behind(">", at);
    String name = name(end);
    at = UNSEEN.contains(name) ? behind("</" + name, end) : end;
    if (LINE_ENDS.contains(name)) {
      text.append('\n');
    }
  }

  /** Of the tag that begins here: in lower case, with the slash of an end. */
  private String name(int end) {
    int from = at + 1;
    int to = from;
    while (to < end && to < from + MAX_REFERENCE && isInName(html.charAt(to))) {
      to++;
    }
    return html.substring(from, to).toLowerCase(Locale.ROOT);
  }

  private static boolean isInName(char c) {
    return !Character.isWhitespace(c) && c != '>';
  }

  /** Behind the next such text, in any case, or the end of all. */
  private int behind(String mark, int from) {
    for (int i = from; i <= html.length() - mark.length(); i++) {
      if (html.regionMatches(true, i, mark, 0, mark.length())) {
        return i + mark.length();
      }
    }
    return html.length();
  }

  private void resolve() {
    Matcher reference =
        REFERENCE.matcher(html).region(at, Math.min(html.length(), at + MAX_REFERENCE));
    if (reference.lookingAt()) {
      text.append(character(reference));
      at = reference.end();
    } else {
      text.append('&');
      at++;
    }
  }

  private static String character(Matcher reference) {
    if (reference.group("decimal") != null) {
      return character(Integer.parseInt(reference.group("decimal")));
    }
    if (reference.group("hex") != null) {
      return character(Integer.parseInt(reference.group("hex"), 16));
    }
    return NAMED.getOrDefault(reference.group("name"), "");
  }

  private static String character(int codePoint) {
    boolean usable =
        Character.isValidCodePoint(codePoint)
            && codePoint != 0
            && Character.getType(codePoint) != Character.SURROGATE;
    return usable ? Character.toString(codePoint) : "\uFFFD";
  }
}
