package org.xipline.schemas.identity;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The part of an address before its domain. Quotes are syntax and no part of it: {@code
 * "alice"@contoso.example} and {@code alice@contoso.example} are one address.
 *
 * @param content without quotes; no control characters, and none that nobody can see
 * @see "RFC 5322, 3.4.1; RFC 6532, 3.2"
 */
public record LocalPart(String content) {
  private static final Pattern DOT_ATOM =
      Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
  private static final Pattern QUOTED =
      Pattern.compile("\"(?<inside>(?:[^\\\\]|\\\\.)*)\"", Pattern.DOTALL);
  private static final Pattern QUOTED_PAIR = Pattern.compile("\\\\(.)", Pattern.DOTALL);
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  public LocalPart {
    if (!isUsable(content)) {
      throw new IllegalArgumentException("a local part holds no control characters");
    }
  }

  /** Of a content; a tab is a space. Empty if no local part can hold it. */
  public static Optional<LocalPart> of(String content) {
    return Optional.of(content.replace('\t', ' ')).filter(LocalPart::isUsable).map(LocalPart::new);
  }

  /** Reads one as an address has it: a quoted string, or text that needs no quotes. */
  public static Optional<LocalPart> parse(String written) {
    var quoted = QUOTED.matcher(written);
    if (quoted.matches()) {
      return of(QUOTED_PAIR.matcher(quoted.group("inside")).replaceAll("$1"));
    }
    return needsQuotes(written) ? Optional.empty() : of(written);
  }

  /** In quotes only where it means something else without them; dots may be anywhere. */
  public String plain() {
    return needsQuotes(content) ? quoted() : content;
  }

  /** As RFC 5322 wants it: a dot-atom, else in quotes. */
  public String strict() {
    return DOT_ATOM.matcher(content).matches() ? content : quoted();
  }

  private String quoted() {
    return "\"" + content.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static boolean needsQuotes(String text) {
    return text.isEmpty() || text.codePoints().anyMatch(LocalPart::breaksAtom);
  }

  private static boolean breaksAtom(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || "()<>[]:;@\\,\"".indexOf(c) >= 0;
  }

  private static boolean isUsable(String content) {
    return content.codePoints().noneMatch(LocalPart::isInvisible);
  }

  /** Two of the format characters are letters' parts in some scripts. */
  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.FORMAT -> c != ZERO_WIDTH_NON_JOINER && c != ZERO_WIDTH_JOINER;
      default -> false;
    };
  }
}
