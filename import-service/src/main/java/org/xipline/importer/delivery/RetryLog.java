package org.xipline.importer.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.importer.retry.Postponed;
import org.xipline.importer.retry.RetryIndex;
import org.xipline.importer.retry.RetryLimits;
import org.xipline.importer.retry.RetryReading;

/** One partition of retries: what waits in it, and what of it is being read again. */
final class RetryLog {
  private static final Logger LOGGER = LoggerFactory.getLogger(RetryLog.class);

  private final PartitionFlow flow;
  private final RetryIndex index;
  private final RetryReading reading;
  private Instant lastProgress = Instant.MIN;

  /**
   * An empty log.
   *
   * @param capacity how many records it knows at most
   */
  RetryLog(PartitionFlow flow, int capacity) {
    this.flow = flow;
    this.index = new RetryIndex(capacity);
    this.reading = new RetryReading(index);
  }

  PartitionFlow flow() {
    return flow;
  }

  RetryReading reading() {
    return reading;
  }

  /** How many records wait. */
  int size() {
    return index.size() + reading.wanted();
  }

  Optional<Instant> nextDue() {
    return index.nextDue();
  }

  void resize(int capacity) {
    index.resize(capacity);
  }

  /** A record was read for the first time, and waits. */
  void postpone(InFlightMessage parcel) {
    flow.begin(parcel.offset());
    index.add(postponed(parcel));
  }

  /** A record was read again. Whether it is due, and to be taken in hand. */
  boolean reads(InFlightMessage parcel) {
    return switch (reading.see(parcel.offset())) {
      case WANTED -> true;
      case PERHAPS_FORGOTTEN -> {
        if (flow.isWaiting(parcel.offset())) {
          index.add(postponed(parcel));
        }
        yield false;
      }
      case PASSED_OVER -> false;
    };
  }

  private static Postponed postponed(InFlightMessage parcel) {
    return Postponed.of(
        parcel.offset(),
        parcel.notBefore(),
        parcel.waitingSince(),
        parcel.lane(),
        parcel.sizeBytes());
  }

  void choose(Instant now, long freeBytes, RetryLimits limits) {
    boolean wasBusy = reading.isBusy();
    reading.choose(now, freeBytes, limits);
    if (!wasBusy) {
      lastProgress = now;
    }
  }

  void passed(long nextOffset, Instant now) {
    lastProgress = now;
    gone(reading.passed(nextOffset));
  }

  /** When something was read last, or began to be. */
  Instant lastProgress() {
    return lastProgress;
  }

  void keepBetween(long beginning, long end, Instant now) {
    lastProgress = now;
    gone(reading.keepBetween(beginning, end));
  }

  /** The brokers removed it before it was due: nothing is left that could be delivered. */
  private void gone(List<Postponed> retries) {
    for (Postponed retry : retries) {
      LOGGER
          .atError()
          .addKeyValue("mailbox", retry.mailbox())
          .addKeyValue("topic", flow.partition().topic())
          .addKeyValue("partition", flow.partition().partition())
          .addKeyValue("offset", retry.offset())
          .log("a message in the retry topic has expired; its pairs can be replayed");
      flow.finish(retry.offset());
    }
  }
}
