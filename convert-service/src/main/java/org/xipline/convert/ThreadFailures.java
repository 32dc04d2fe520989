package org.xipline.convert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;

/**
 * Judges threads that died: a passing trouble is worth a new thread, but not for ever. Safe for use
 * by many threads.
 */
final class ThreadFailures {
  private static final int MAX_PER_THREAD = 5;
  static final Duration WINDOW = Duration.ofMinutes(10);

  private final Deque<Instant> recent = new ArrayDeque<>();
  private final int maxInWindow;

  /**
   * @param threads how many there are: one trouble may kill all of them
   */
  ThreadFailures(int threads) {
    this.maxInWindow = threads * MAX_PER_THREAD;
  }

  /** What to do about a dead thread. */
  enum Verdict {
    REPLACE,
    GIVE_UP
  }

  synchronized Verdict judge(Throwable failure, Instant now) {
    if (isLasting(failure)) {
      return Verdict.GIVE_UP;
    }
    recent.addLast(now);
    while (recent.getFirst().isBefore(now.minus(WINDOW))) {
      recent.removeFirst();
    }
    return recent.size() > maxInWindow ? Verdict.GIVE_UP : Verdict.REPLACE;
  }

  /** Whether another thread would meet the same. */
  private static boolean isLasting(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AuthenticationException
          || cause instanceof AuthorizationException
          || cause instanceof RecordTooLargeException
          || cause instanceof UnsupportedVersionException
          || cause instanceof MissingSourceTopicException
          || cause instanceof VirtualMachineError) {
        return true;
      }
    }
    return false;
  }
}
