package org.xipline.ingest.publication;

import java.nio.ByteBuffer;
import org.xipline.schemas.identity.Sha256;

/**
 * Digests, in 32 to 64 bytes each. Of a digest the first 128 bits count: that two of a million
 * different ones share them has odds of 1 to 10^26.
 */
final class DigestSet {
  private static final int INITIAL_SLOTS = 1 << 10;

  /** Open addressing, two longs a slot; two zeros are a free slot. */
  private long[] slots = new long[2 * INITIAL_SLOTS];

  private int size;

  void add(Sha256 digest) {
    ByteBuffer bytes = ByteBuffer.wrap(digest.toByteArray());
    add(bytes.getLong(), bytes.getLong());
  }

  boolean contains(Sha256 digest) {
    ByteBuffer bytes = ByteBuffer.wrap(digest.toByteArray());
    return slots[slotOf(bytes.getLong(), bytes.getLong())] != 0;
  }

  int size() {
    return size;
  }

  private void add(long high, long low) {
    // A slot whose first half is 0 is free.
    long first = high == 0 ? 1 : high;
    int slot = slotOf(first, low);
    if (slots[slot] == 0) {
      slots[slot] = first;
      slots[slot + 1] = low;
      size++;
      if (size > slots.length / 4) {
        grow();
      }
    }
  }

  private int slotOf(long high, long low) {
    long first = high == 0 ? 1 : high;
    int slot = ((int) first << 1) & (slots.length - 1);
    while (slots[slot] != 0 && (slots[slot] != first || slots[slot + 1] != low)) {
      slot = (slot + 2) & (slots.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] before = slots;
    slots = new long[before.length * 2];
    for (int i = 0; i < before.length; i += 2) {
      if (before[i] != 0) {
        int slot = slotOf(before[i], before[i + 1]);
        slots[slot] = before[i];
        slots[slot + 1] = before[i + 1];
      }
    }
  }
}
