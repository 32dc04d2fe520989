package org.xipline.archive.xar.xml;

import org.jspecify.annotations.Nullable;

/**
 * Names in ASCII, each made once: a table of contents says the same thirty a million times. A name
 * that is remembered has a number.
 */
final class XmlNames {
  private static final int MAX_BYTES = 128;
  private static final int SLOTS = 256;

  /** So many names may have been in a name's way; then it is not remembered. */
  private static final int MAX_STEPS = 4;

  private final @Nullable XmlName[] known = new @Nullable XmlName[SLOTS];
  private final byte[] name = new byte[MAX_BYTES + 1];
  private int length;
  private int hash;

  void begin() {
    length = 0;
    hash = 0;
  }

  /** Whether it is longer than names are. */
  boolean isTooLong() {
    return length > MAX_BYTES;
  }

  /** Appends a byte, unless the name is too long already. */
  void append(byte octet) {
    if (length <= MAX_BYTES) {
      name[length++] = octet;
      hash = 31 * hash + octet;
    }
  }

  /** The name that was appended since it began. */
  XmlName end() {
    int slot = hash ^ hash >>> 8;
    for (int step = 0; step < MAX_STEPS; step++, slot++) {
      int number = slot & (SLOTS - 1);
      @Nullable XmlName candidate = known[number];
      if (candidate == null) {
        XmlName made = new XmlName(name, length, number);
        known[number] = made;
        return made;
      }
      if (candidate.isAt(name, 0, length)) {
        return candidate;
      }
    }
    return new XmlName(name, length, XmlName.NO_NUMBER);
  }
}
