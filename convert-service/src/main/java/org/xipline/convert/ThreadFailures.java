package org.xipline.convert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
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
    /** Another process has taken the thread's place in the group. */
    STAND_BY,
    GIVE_UP
  }

  synchronized Verdict judge(Throwable failure, Instant now) {
    if (hasCause(failure, FencedInstanceIdException.class::isInstance)) {
      return Verdict.STAND_BY;
    }
    if (hasCause(failure, ThreadFailures::isOfAProducer)) {
      return Verdict.REPLACE;
    }
    if (hasCause(failure, ThreadFailures::isLasting)) {
      return Verdict.GIVE_UP;
    }
    recent.addLast(now);
    while (recent.getFirst().isBefore(now.minus(WINDOW))) {
      recent.removeFirst();
    }
    return recent.size() > maxInWindow ? Verdict.GIVE_UP : Verdict.REPLACE;
  }

  private static boolean hasCause(Throwable failure, Predicate<Throwable> kind) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).anyMatch(kind);
  }

  /** Fenced or expired: that happens to any producer, and the next one is as good as new. */
  private static boolean isOfAProducer(Throwable cause) {
    return cause instanceof ProducerFencedException
        || cause instanceof InvalidProducerEpochException
        || cause instanceof InvalidPidMappingException
        || cause instanceof UnknownProducerIdException;
  }

  /** Whether another thread would meet the same. */
  private static boolean isLasting(Throwable cause) {
    return cause instanceof AuthenticationException
        || cause instanceof AuthorizationException
        || cause instanceof RecordTooLargeException
        || cause instanceof UnsupportedVersionException
        || cause instanceof MissingSourceTopicException
        || cause instanceof VirtualMachineError;
  }
}
