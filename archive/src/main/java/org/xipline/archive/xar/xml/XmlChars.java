package org.xipline.archive.xar.xml;

/** Kinds of characters, as XML 1.0 tells them apart. */
final class XmlChars {
  /** Bytes that stand for themselves in text. */
  static final boolean[] PLAIN_IN_TEXT = new boolean[256];

  /** Bytes that stand for themselves in an attribute's value, whatever its quotes are. */
  static final boolean[] PLAIN_IN_VALUE = new boolean[256];

  private static final boolean[] NAME = new boolean[256];

  static {
    for (int c = ' '; c < 0x7f; c++) {
      PLAIN_IN_TEXT[c] = "<&]>".indexOf(c) < 0;
      PLAIN_IN_VALUE[c] = "<&\"'".indexOf(c) < 0;
      NAME[c] = Character.isLetterOrDigit(c) || "._-".indexOf(c) >= 0;
    }
    PLAIN_IN_TEXT['\n'] = true;
    PLAIN_IN_TEXT['\t'] = true;
  }

  private XmlChars() {}

  /**
   * Whether a name may begin so. Of names, only those in ASCII are read, and none with a prefix.
   */
  static boolean isNameStart(int octet) {
    return (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z') || octet == '_';
  }

  static boolean isName(byte octet) {
    return NAME[octet & 0xff];
  }

  static boolean isBlank(int octet) {
    return octet == ' ' || octet == '\n' || octet == '\t' || octet == '\r';
  }

  /** Whether XML 1.0 may hold the character at all. */
  static boolean isChar(int codePoint) {
    return codePoint == '\t'
        || codePoint == '\n'
        || codePoint == '\r'
        || (codePoint >= 0x20 && codePoint <= 0xd7ff)
        || (codePoint >= 0xe000 && codePoint <= 0xfffd)
        || (codePoint >= 0x10000 && codePoint <= 0x10ffff);
  }
}
