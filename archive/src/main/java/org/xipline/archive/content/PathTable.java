package org.xipline.archive.content;

/**
 * What is known of each path, by its fingerprint, in some 16 bytes a path however long it is.
 *
 * @see PathFingerprints
 */
final class PathTable {
  private static final PathMark[] MARKS = PathMark.values();
  private static final int MARK_BITS = 3;
  private static final long MARK_MASK = (1L << MARK_BITS) - 1;
  private static final int INITIAL_SLOTS = 1 << 10;

  /** Open addressing; 0 is a free slot, as no mark but {@code ABSENT} is 0. */
  private long[] slots = new long[INITIAL_SLOTS];

  private int size;

  PathMark get(long fingerprint) {
    return MARKS[(int) (slots[slotOf(fingerprint)] & MARK_MASK)];
  }

  @SuppressWarnings("EnumOrdinal") // read back by this process alone
  void put(long fingerprint, PathMark mark) {
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
}
