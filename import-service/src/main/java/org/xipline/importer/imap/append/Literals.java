package org.xipline.importer.imap.append;

import org.xipline.importer.imap.connection.ImapConnection;

/** How a server takes literals: at once, or when it has asked for each. */
enum Literals {
  /** {@code LITERAL+}. */
  AT_ONCE,
  /** {@code LITERAL-}: small ones only. */
  SMALL_AT_ONCE,
  ASKED_FOR;

  /** RFC 7888, 4. */
  private static final long SMALL_BYTES = 4096;

  static Literals of(ImapConnection connection) {
    if (connection.offers("LITERAL+")) {
      return AT_ONCE;
    }
    return connection.offers("LITERAL-") ? SMALL_AT_ONCE : ASKED_FOR;
  }

  boolean goesAtOnce(long sizeBytes) {
    return switch (this) {
      case AT_ONCE -> true;
      case SMALL_AT_ONCE -> sizeBytes <= SMALL_BYTES;
      case ASKED_FOR -> false;
    };
  }
}
