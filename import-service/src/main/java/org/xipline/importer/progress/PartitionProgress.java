package org.xipline.importer.progress;

import java.util.BitSet;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * How far one partition is done. Records finish in any order; the <em>commit watermark</em> is the
 * offset below which all are finished, and only that is ever committed. Offsets that no record has,
 * because a transaction or a compaction took them, are gaps and count as finished.
 *
 * <p>Takes a bit for each record that is not finished and its neighbours, so that many may wait.
 * One thread begins records and reads the watermark; any thread finishes them.
 */
public final class PartitionProgress {
  private static final long NOWHERE = -1;
  private static final int CHUNK_BITS = 10;
  private static final int IN_CHUNK = (1 << CHUNK_BITS) - 1;

  /** By chunk of offsets; none is empty. */
  private final TreeMap<Long, BitSet> unfinished = new TreeMap<>();

  private long position = NOWHERE;

  /** A record is in hand, or waits. */
  public synchronized void begin(long offset) {
    unfinished
        .computeIfAbsent(offset >> CHUNK_BITS, _ -> new BitSet())
        .set((int) (offset & IN_CHUNK));
  }

  /** What the record asked for is done, and told. */
  public synchronized void finish(long offset) {
    unfinished.computeIfPresent(
        offset >> CHUNK_BITS,
        (_, chunk) -> {
          chunk.clear((int) (offset & IN_CHUNK));
          return chunk.isEmpty() ? null : chunk;
        });
  }

  /** Whether a record was begun and is not finished. */
  public synchronized boolean isUnfinished(long offset) {
    BitSet chunk = unfinished.get(offset >> CHUNK_BITS);
    return chunk != null && chunk.get((int) (offset & IN_CHUNK));
  }

  /**
   * The consumer has come as far as this offset: every record below it was begun. It may lie beyond
   * the last record, behind gaps.
   */
  public synchronized void advanceTo(long nextOffset) {
    position = Math.max(position, nextOffset);
  }

  /** The offset to commit; empty if nothing was consumed yet. */
  public synchronized OptionalLong watermark() {
    var lowest = unfinished.firstEntry();
    if (lowest != null) {
      return OptionalLong.of((lowest.getKey() << CHUNK_BITS) + lowest.getValue().nextSetBit(0));
    }
    return position == NOWHERE ? OptionalLong.empty() : OptionalLong.of(position);
  }
}
