package org.xipline.ingest.xar;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names in ASCII, each made a string once: a table of contents says the same thirty a million
 * times.
 */
final class XmlNames {
  private static final int MAX_BYTES = 128;

  private static final int SLOTS = 256;

  private final @Nullable String[] known = new @Nullable String[SLOTS];
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
  String end() {
    int slot = (hash ^ hash >>> 8) & (SLOTS - 1);
    @Nullable String candidate = known[slot];
    if (candidate != null && isName(candidate)) {
      return candidate;
    }
    String made = new String(Arrays.copyOf(name, length), US_ASCII);
    known[slot] = made;
    return made;
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
