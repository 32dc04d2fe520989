package org.xipline.ingest.content;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.xipline.schemas.identity.Sha256;

/**
 * What is known of each path, in some 16 bytes a path however long it is: it stands for itself by
 * 61 bits of its SHA-256. Two paths that share them would be taken for one, and an archive be
 * refused that need not be; the odds are 1 to 100,000 for five million paths, and no archive is
 * admitted by it.
 */
final class PathTable {
  private static final PathMark[] MARKS = PathMark.values();
  private static final int MARK_BITS = 3;
  private static final long MARK_MASK = (1L << MARK_BITS) - 1;
  private static final int INITIAL_SLOTS = 1 << 10;

  /** Open addressing; 0 is a free slot, as no mark but {@code ABSENT} is 0. */
  private long[] slots = new long[INITIAL_SLOTS];

  private int size;

  PathMark get(String path) {
    return MARKS[(int) (slots[slotOf(fingerprint(path))] & MARK_MASK)];
  }

  @SuppressWarnings("EnumOrdinal") // read back by this process alone
  void put(String path, PathMark mark) {
    long fingerprint = fingerprint(path);
    int slot = slotOf(fingerprint);
    if (slots[slot] == 0) {
      size++;
    }
    slots[slot] = fingerprint | mark.ordinal();
    if (size > slots.length / 2) {
      grow();
    }
  }

  int size() {
    return size;
  }

  private int slotOf(long fingerprint) {
    int slot = (int) (fingerprint >>> 32) & (slots.length - 1);
    while (slots[slot] != 0 && (slots[slot] & ~MARK_MASK) != fingerprint) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] before = slots;
    slots = new long[before.length * 2];
    for (long entry : before) {
      if (entry != 0) {
        slots[slotOf(entry & ~MARK_MASK)] = entry;
      }
    }
  }

  private static long fingerprint(String path) {
    byte[] digest = Sha256.newMessageDigest().digest(path.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(digest).getLong() & ~MARK_MASK;
  }
}
