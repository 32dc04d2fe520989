package org.xipline.ingest.xar;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/**
 * Names in ASCII, each made a string once: a table of contents says the same thirty a million
 * times. A name that is remembered has a number.
 */
final class XmlNames {
  /** Instead of a number. */
  static final int UNKNOWN = -1;

  private static final int MAX_BYTES = 128;
  private static final int SLOTS = 256;

  /** So many names may have been in a name's way; then it is not remembered. */
  private static final int MAX_STEPS = 4;

  private final @Nullable String[] known = new @Nullable String[SLOTS];
  private final byte[] name = new byte[MAX_BYTES + 1];
  private int length;
  private int hash;
  private int number = UNKNOWN;

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
  String end() {
    int slot = hash ^ hash >>> 8;
    for (int step = 0; step < MAX_STEPS; step++, slot++) {
      number = slot & (SLOTS - 1);
      @Nullable String candidate = known[number];
      if (candidate == null) {
        String made = made();
        known[number] = made;
        return made;
      }
      if (isName(candidate)) {
        return candidate;
      }
    }
    number = UNKNOWN;
    return made();
  }

  /** The number of the name that ended last, no other name's; or {@link #UNKNOWN}. */
  int number() {
    return number;
  }

  private String made() {
    return new String(name, 0, length, US_ASCII);
  }

  private boolean isName(String candidate) {
    if (candidate.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (candidate.charAt(i) != name[i]) {
        return false;
      }
    }
    return true;
  }
}
