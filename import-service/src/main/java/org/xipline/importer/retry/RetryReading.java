package org.xipline.importer.retry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Which records of one partition of retries are to be read again, and from where. They are read in
 * sweeps through the partition, from the lowest offset to the highest. Reads nothing itself. Not
 * safe for use by many threads.
 */
public final class RetryReading {
  private static final long NOWHERE = -1;

  /** Reading over so many records costs less than asking the broker for another place. */
  private static final int LARGEST_GAP = 500;

  private final RetryIndex index;
  private final TreeMap<Long, Postponed> wanted = new TreeMap<>();
  private final Map<String, Long> wantedBytesOf = new HashMap<>();
  private long wantedBytes;
  private long end;
  private long rereadNext = NOWHERE;
  private long rereadEnd = NOWHERE;
  private long position = NOWHERE;

  /** What a record is to the reading. */
  public enum Sight {
    /** It is due: it goes to its mailbox. */
    WANTED,
    /** It may have been forgotten: if it waits, it is to be added to the index again. */
    PERHAPS_FORGOTTEN,
    PASSED_OVER
  }

  public RetryReading(RetryIndex index) {
    this.index = index;
  }

  /** The partition was read for the first time up to this offset. */
  public void readUpTo(long nextOffset) {
    end = Math.max(end, nextOffset);
  }

  /**
   * Chooses what is to be read again now.
   *
   * @param freeBytes how much more of this partition may be in hand
   */
  public void choose(Instant now, long freeBytes, RetryLimits limits) {
    index.takeDue(now, freeBytes - wantedBytes, limits).forEach(this::want);
    if (rereadNext == NOWHERE) {
      index
          .rereadFrom(now)
          .ifPresent(from -> {
            rereadNext = from;
            rereadEnd = end;
          });
    }
  }

  private void want(Postponed retry) {
    wanted.put(retry.offset(), retry);
    wantedBytes += retry.sizeBytes();
    wantedBytesOf.merge(retry.mailbox(), (long) retry.sizeBytes(), Long::sum);
  }

  private void wantNoMore(Postponed retry) {
    wantedBytes -= retry.sizeBytes();
    wantedBytesOf.computeIfPresent(
        retry.mailbox(),
        (_, bytes) -> bytes == retry.sizeBytes() ? null : bytes - retry.sizeBytes());
  }

  /** How many bytes of this mailbox are about to be read. */
  public long wantedBytes(String mailbox) {
    return wantedBytesOf.getOrDefault(mailbox, 0L);
  }

  /** How many records are about to be read. */
  public int wanted() {
    return wanted.size();
  }

  /** Whether anything is to be read again. */
  public boolean isBusy() {
    return !wanted.isEmpty() || rereadNext != NOWHERE;
  }

  /** To where the consumer is to be moved first; empty if it goes on where it is. */
  public OptionalLong seek() {
    long target = target();
    if (position != NOWHERE && target >= position && target - position <= LARGEST_GAP) {
      return OptionalLong.empty();
    }
    position = target;
    return OptionalLong.of(target);
  }

  /** The offset of the next record that matters; there is one while it {@link #isBusy}. */
  public long target() {
    if (wanted.isEmpty()) {
      return rereadNext;
    }
    Long ahead = wanted.ceilingKey(position);
    return ahead == null ? wanted.firstKey() : ahead;
  }

  /** The consumer has no position any more. */
  public void stop() {
    position = NOWHERE;
  }

  /** A record was read. */
  public Sight see(long offset) {
    Postponed known = wanted.remove(offset);
    if (known != null) {
      wantNoMore(known);
      return Sight.WANTED;
    }
    boolean rereading = position <= rereadNext && offset >= rereadNext && offset < rereadEnd;
    return rereading && !index.knows(offset) ? Sight.PERHAPS_FORGOTTEN : Sight.PASSED_OVER;
  }

  /**
   * The consumer has come as far as this offset.
   *
   * @return what was wanted, and is not there any more
   */
  public List<Postponed> passed(long nextOffset) {
    List<Postponed> gone = takeBetween(position, nextOffset);
    if (position <= rereadNext) {
      rereadNext = Math.max(rereadNext, nextOffset);
      if (rereadNext >= rereadEnd) {
        rereadNext = NOWHERE;
      }
    }
    position = nextOffset;
    return gone;
  }

  /**
   * The partition holds no records but these.
   *
   * @return what was wanted, and is not there any more
   */
  public List<Postponed> keepBetween(long beginning, long endOffset) {
    var gone = new ArrayList<>(takeBetween(0, beginning));
    gone.addAll(takeBetween(endOffset, Long.MAX_VALUE));
    if (rereadNext != NOWHERE) {
      rereadNext = Math.max(rereadNext, beginning);
      rereadEnd = Math.min(rereadEnd, endOffset);
      if (rereadNext >= rereadEnd) {
        rereadNext = NOWHERE;
      }
    }
    return gone;
  }

  private List<Postponed> takeBetween(long from, long to) {
    if (from == NOWHERE || from >= to) {
      return List.of();
    }
    var between = wanted.subMap(from, to);
    List<Postponed> taken = List.copyOf(between.values());
    between.clear();
    taken.forEach(this::wantNoMore);
    return taken;
  }
}
