package org.xipline.convert.address;

/**
 * A lexical token of an address field.
 *
 * @param text what it means: a quoted string or a literal without its quoting, an atom as written
 * @param spaced white space or a comment stands before it
 * @param start where it begins in the field
 * @see "RFC 5322, 3.2"
 */
record Token(Kind kind, String text, boolean spaced, int start) {

  enum Kind {
    ATOM,
    QUOTED_STRING,
    /** In brackets, which belong to the text. */
    DOMAIN_LITERAL,
    DOT,
    AT,
    COMMA,
    SEMICOLON,
    COLON,
    OPEN,
    CLOSE,
    /** A character that only a display name may hold, and even there only by mistake. */
    STRAY,
    END
  }

  boolean is(Kind other) {
    return kind == other;
  }

  /** Whether it stands for text, in a display name or a local part. */
  boolean isWord() {
    return kind == Kind.ATOM || kind == Kind.QUOTED_STRING;
  }

  /** Whether an element of a list ends there. */
  boolean endsElement() {
    return kind == Kind.COMMA || kind == Kind.SEMICOLON || kind == Kind.END;
  }
}
