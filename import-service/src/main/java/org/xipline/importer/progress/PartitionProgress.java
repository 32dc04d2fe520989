package org.xipline.importer.progress;

import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * How far one partition is done. Records finish in any order; the <em>commit watermark</em> is the
 * offset below which all are finished, and only that is ever committed. Offsets that no record has,
 * because a transaction or a compaction took them, are gaps and count as finished.
 *
 * <p>One thread begins records and reads the watermark; any thread finishes them.
 */
public final class PartitionProgress {
  private static final long NOWHERE = -1;

  private final NavigableSet<Long> unfinished = new ConcurrentSkipListSet<>();
  private long position = NOWHERE;

  /** A record is in hand. */
  public void begin(long offset) {
    unfinished.add(offset);
  }

  /** What the record asked for is done, and told. */
  public void finish(long offset) {
    unfinished.remove(offset);
  }

  /**
   * The consumer has come as far as this offset: every record below it was begun. It may lie beyond
   * the last record, behind gaps.
   */
  public void advanceTo(long nextOffset) {
    position = Math.max(position, nextOffset);
  }

  /** The offset to commit; empty if nothing was consumed yet. */
  public OptionalLong watermark() {
    // A record that stays unfinished during the call is found; one that does not may be skipped.
    Long lowest = unfinished.ceiling(0L);
    if (lowest != null) {
      return OptionalLong.of(lowest);
    }
    return position == NOWHERE ? OptionalLong.empty() : OptionalLong.of(position);
  }
}
