package org.xipline.ingest.arrival;

import java.time.Duration;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.xipline.ingest.publication.UndecidedException;
import org.xipline.runtime.payload.PayloadsBeingRemovedException;

/** What follows when a step of an arrival has failed. */
sealed interface AfterFailure {
  Duration FIRST_DELAY = Duration.ofMillis(500);
  Duration LONGEST_DELAY = Duration.ofSeconds(30);

  /** The step is tried again after this delay. */
  record TryAgain(Duration delay) implements AfterFailure {}

  /** The service cannot go on. */
  record End() implements AfterFailure {}

  /**
   * Decides.
   *
   * @param failures of this step in a row, this one among them
   * @param attempts how often a step is tried that fails for a reason that may last
   */
  static AfterFailure of(Throwable failure, int failures, int attempts) {
    if (failure instanceof Error || (failures >= attempts && !isPassing(failure))) {
      return new End();
    }
    return new TryAgain(delayAfter(failures));
  }

  /**
   * Whether it ends by itself: brokers that cannot be reached, a group that has moved on, a
   * producer that was fenced or whose transactional id has expired, another process that is about
   * to finish something.
   */
  private static boolean isPassing(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RetriableException
          || cause instanceof ApplicationRecoverableException
          || cause instanceof CommitFailedException
          || cause instanceof InvalidTxnStateException
          || cause instanceof OutOfOrderSequenceException
          || cause instanceof TransactionAbortableException
          || cause instanceof TransactionAbortedException
          || cause instanceof UndecidedException
          || cause instanceof PayloadsBeingRemovedException) {
        return true;
      }
    }
    return false;
  }

  private static Duration delayAfter(int failures) {
    Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(failures - 1, 16));
    return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
  }
}
