package org.xipline.console.ledger;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How far the ledger has read, for those who wait for it. Written by the stream's threads, read by
 * any.
 */
final class LedgerProgress {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Integer, Long> readThrough = new HashMap<>();
  private long news;

  /** Every record of the partition up to and including this offset is in the stores. */
  void readThrough(int partition, long offset) {
    lock.lock();
    try {
      readThrough.merge(partition, offset, Math::max);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Something came that somebody may wait for: an answer, or an archive that has settled. */
  void announce() {
    lock.lock();
    try {
      news++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A mark to wait from; taken before looking at the ledger, so that no news is missed. */
  long newsSoFar() {
    lock.lock();
    try {
      return news;
    } finally {
      lock.unlock();
    }
  }

  /** Returns when there is news since the mark, or the time is over. */
  void awaitNewsAfter(long mark, Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long nanos = atMost.toNanos();
      while (news <= mark && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether these offsets, by partition, were read in time. */
  boolean awaitReadThrough(Map<Integer, Long> offsets, Duration atMost)
      throws InterruptedException {
    lock.lock();
    try {
      long nanos = atMost.toNanos();
      while (!hasRead(offsets) && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return hasRead(offsets);
    } finally {
      lock.unlock();
    }
  }

  private boolean hasRead(Map<Integer, Long> offsets) {
    return offsets.entrySet().stream()
        .allMatch(it -> readThrough.getOrDefault(it.getKey(), -1L) >= it.getValue());
  }
}
