package org.xipline.convert.address;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xipline.convert.address.Token.Kind;

/** Takes the tokens of an address field one after the other; comments are skipped. */
final class Tokens {
  private static final String SPECIALS = "()<>[]:;@\\,.\"";

  /** Some programs leave a comma inside one. */
  private static final Pattern ENCODED_WORD =
      Pattern.compile("=\\?[^?\\s@<>]+\\?[BbQq]\\?[^?\\s@<>]*\\?=");

  private static final Pattern DOMAIN_LITERAL =
      Pattern.compile("\\[(?:[^\\[\\]\\\\]|\\\\.)*+\\]", Pattern.DOTALL);

  private final String field;
  private Optional<String> comment = Optional.empty();
  private int at;
  private boolean afterAt;
  private Token next;

  Tokens(String field) throws UnreadableAddressException {
    this.field = field;
    this.next = read();
  }

  /** The next token; it stays. */
  Token peek() {
    return next;
  }

  /** Takes the next token. */
  Token take() throws UnreadableAddressException {
    Token taken = next;
    afterAt = taken.is(Kind.AT);
    next = read();
    return taken;
  }

  /** The last comment before {@link #peek()} since this was asked. */
  Optional<String> takeComment() {
    Optional<String> taken = comment;
    comment = Optional.empty();
    return taken;
  }

  /** What is wrong with the element that begins at a place, and has been read so far. */
  UnreadableAddressException unreadable(int start, String why) {
    int from = Math.max(start, next.start());
    int end = field.indexOf(',', from);
    return new UnreadableAddressException(
        field.substring(Math.min(start, field.length()), end < 0 ? field.length() : end).strip(),
        why);
  }

  private Token read() throws UnreadableAddressException {
    int before = at;
    skipSpaceAndComments();
    boolean spaced = at > before;
    if (at == field.length()) {
      return new Token(Kind.END, "", spaced, at);
    }
    int start = at;
    char c = field.charAt(at);
    return switch (c) {
      case '"' -> new Token(Kind.QUOTED_STRING, quotedString(), spaced, start);
      case '[' -> bracketed(spaced, start);
      case '.' -> special(Kind.DOT, spaced);
      case '@' -> special(Kind.AT, spaced);
      case ',' -> special(Kind.COMMA, spaced);
      case ';' -> special(Kind.SEMICOLON, spaced);
      case ':' -> special(Kind.COLON, spaced);
      case '<' -> special(Kind.OPEN, spaced);
      case '>' -> special(Kind.CLOSE, spaced);
      default ->
          isAtomText(c) ? new Token(Kind.ATOM, atom(), spaced, start) : special(Kind.STRAY, spaced);
    };
  }

  private Token special(Kind kind, boolean spaced) {
    at++;
    return new Token(kind, field.substring(at - 1, at), spaced, at - 1);
  }

  private void skipSpaceAndComments() throws UnreadableAddressException {
    for (; at < field.length(); at++) {
      char c = field.charAt(at);
      if (c == '(') {
        skipComment();
      } else if (!isSpace(c)) {
        return;
      }
    }
  }

  /** To its closing parenthesis. */
  private void skipComment() throws UnreadableAddressException {
    int start = at;
    int depth = 0;
    for (; at < field.length(); at++) {
      switch (field.charAt(at)) {
        case '\\' -> at++;
        case '(' -> depth++;
        case ')' -> depth--;
        default -> {}
      }
      if (depth == 0) {
        comment = Optional.of(unescaped(field.substring(start + 1, at)).strip());
        return;
      }
    }
    throw new UnreadableAddressException(field.substring(start), "a comment is not closed");
  }

  private String quotedString() throws UnreadableAddressException {
    int start = at;
    for (at++; at < field.length(); at++) {
      switch (field.charAt(at)) {
        case '\\' -> at++;
        case '"' -> {
          at++;
          return unescaped(field.substring(start + 1, at - 1));
        }
        default -> {}
      }
    }
    throw new UnreadableAddressException(field.substring(start), "a quoted string is not closed");
  }

  /** A domain literal behind an {@code @}; anywhere else a character of a display name. */
  private Token bracketed(boolean spaced, int start) {
    Matcher literal = DOMAIN_LITERAL.matcher(field).region(at, field.length());
    if (!afterAt || !literal.lookingAt()) {
      return special(Kind.STRAY, spaced);
    }
    at = literal.end();
    String text = unescaped(literal.group()).replaceAll("[ \\t\\r\\n]", "");
    return new Token(Kind.DOMAIN_LITERAL, text, spaced, start);
  }

  private String atom() {
    int start = at;
    Matcher encodedWord = ENCODED_WORD.matcher(field).region(at, field.length());
    if (encodedWord.lookingAt()) {
      at = encodedWord.end();
    }
    while (at < field.length() && isAtomText(field.charAt(at))) {
      at++;
    }
    return field.substring(start, at);
  }

  private static boolean isAtomText(char c) {
    return c > ' ' && c != 0x7F && SPECIALS.indexOf(c) < 0;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static String unescaped(String text) {
    return text.indexOf('\\') < 0 ? text : text.replaceAll("(?s)\\\\(.)", "$1");
  }
}
