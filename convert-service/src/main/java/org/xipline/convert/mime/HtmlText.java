package org.xipline.convert.mime;

import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTML and plain text, each made from the other. */
final class HtmlText {
  private static final Pattern UNSEEN =
      Pattern.compile("(?is)<(script|style|head)\\b.*?</\\1\\s*>|<!--.*?-->");
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern LINE_END =
      Pattern.compile("(?i) *<(?:br|/p|/div|/tr|/li|/h[1-6])\\b[^>]*> *");
  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final Pattern REFERENCE =
      Pattern.compile(
          "&(?:#(?<decimal>\\d{1,7})|#[xX](?<hex>[0-9a-fA-F]{1,6})|(?<name>\\w{2,6}));");
  private static final Map<String, String> NAMED =
      Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ");

  private HtmlText() {}

  /** The text as HTML that shows it, and holds no markup. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** What a reader of the HTML would see, about. */
  static String plain(String html) {
    String seen = SPACE.matcher(UNSEEN.matcher(html).replaceAll("")).replaceAll(" ");
    String lines = LINE_END.matcher(seen).replaceAll("\n");
    return resolved(TAG.matcher(lines).replaceAll("")).strip();
  }

  private static String resolved(String text) {
    return REFERENCE
        .matcher(text)
        .replaceAll(reference -> Matcher.quoteReplacement(character(reference)));
  }

  private static String character(MatchResult reference) {
    if (reference.group("decimal") != null) {
      return character(Integer.parseInt(reference.group("decimal")));
    }
    if (reference.group("hex") != null) {
      return character(Integer.parseInt(reference.group("hex"), 16));
    }
    return NAMED.getOrDefault(reference.group("name").toLowerCase(Locale.ROOT), reference.group());
  }

  private static String character(int codePoint) {
    boolean usable =
        Character.isValidCodePoint(codePoint)
            && codePoint != 0
            && Character.getType(codePoint) != Character.SURROGATE;
    return usable ? Character.toString(codePoint) : "\uFFFD";
  }
}
