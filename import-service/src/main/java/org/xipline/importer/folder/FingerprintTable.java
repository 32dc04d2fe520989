package org.xipline.importer.folder;

import java.util.Arrays;
import org.xipline.importer.mailbox.MessageFingerprint;

/**
 * Which message has which uids, in 20 bytes for each and room to grow: a hash table of primitives
 * with open addressing, in which a message may stand more than once.
 */
final class FingerprintTable {
  private static final int SMALLEST = 16;

  private long[] high = new long[0];
  private long[] low = new long[0];

  /** As unsigned numbers, as IMAP has them. */
  private int[] uids = new int[0];

  private int size;

  int size() {
    return size;
  }

  void clear() {
    high = new long[0];
    low = new long[0];
    uids = new int[0];
    size = 0;
  }

  /** Adds a message, unless it is there under this uid already. */
  void add(MessageFingerprint message, long uid) {
    if (3L * (size + 1) > 2L * uids.length) {
      grow();
    }
    int slot = home(message.high());
    while (isTaken(slot)) {
      if (holds(slot, message) && uids[slot] == (int) uid) {
        return;
      }
      slot = next(slot);
    }
    put(slot, message.high(), message.low(), (int) uid);
    size++;
  }

  /** The uids of a message, ascending. */
  long[] uidsOf(MessageFingerprint message) {
    long[] found = new long[0];
    if (size == 0) {
      return found;
    }
    for (int slot = home(message.high()); isTaken(slot); slot = next(slot)) {
      if (holds(slot, message)) {
        found = Arrays.copyOf(found, found.length + 1);
        found[found.length - 1] = Integer.toUnsignedLong(uids[slot]);
      }
    }
    Arrays.sort(found);
    return found;
  }

  void remove(MessageFingerprint message, long uid) {
    if (size == 0) {
      return;
    }
    for (int slot = home(message.high()); isTaken(slot); slot = next(slot)) {
      if (holds(slot, message) && uids[slot] == (int) uid) {
        size--;
        closeGap(slot);
        return;
      }
    }
  }

  /** Moves what comes after a removed one to where it is found without it. */
  private void closeGap(int removed) {
    int gap = removed;
    for (int slot = next(gap); isTaken(slot); slot = next(slot)) {
      int home = home(high[slot]);
      boolean reachesGap = gap <= slot ? home <= gap || home > slot : home <= gap && home > slot;
      if (reachesGap) {
        put(gap, high[slot], low[slot], uids[slot]);
        gap = slot;
      }
    }
    put(gap, 0, 0, 0);
  }

  private void grow() {
    var before = new Slots(high, low, uids);
    int capacity = Math.max(SMALLEST, Math.multiplyExact(uids.length, 2));
    high = new long[capacity];
    low = new long[capacity];
    uids = new int[capacity];
    size = 0;
    for (int slot = 0; slot < before.uids().length; slot++) {
      if (before.high()[slot] != 0 || before.low()[slot] != 0) {
        add(new MessageFingerprint(before.high()[slot], before.low()[slot]), before.uids()[slot]);
      }
    }
  }

  /** Fingerprints are digests: their bits need no mixing, and none is zero. */
  private int home(long highBits) {
    return (int) highBits & (uids.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (uids.length - 1);
  }

  private boolean isTaken(int slot) {
    return high[slot] != 0 || low[slot] != 0;
  }

  private boolean holds(int slot, MessageFingerprint message) {
    return high[slot] == message.high() && low[slot] == message.low();
  }

  private void put(int slot, long highBits, long lowBits, int uid) {
    high[slot] = highBits;
    low[slot] = lowBits;
    uids[slot] = uid;
  }

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Slots(long[] high, long[] low, int[] uids) {}
}
