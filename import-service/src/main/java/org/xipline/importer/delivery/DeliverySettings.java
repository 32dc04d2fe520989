package org.xipline.importer.delivery;

import java.time.Duration;

/**
 * How much is in hand at once.
 *
 * @param messagesInHandBytes records of {@code xip.messages} that wait for their mailbox, in memory
 * @param retriesInHandBytes records of {@code xip.messages.retry} that are due and wait for their
 *     mailbox, in memory
 * @param retriesKnown records of {@code xip.messages.retry} of which it is known when they are due;
 *     further ones are read again when they are needed
 * @param maxLanes mailboxes that are delivered to at the same time
 * @param maxBatchMessages that go into one mailbox together
 * @param maxBatchBytes that go into one mailbox together; one message may be larger
 * @param drainTimeout how long work in hand is waited for when partitions are given up
 * @param commitInterval between two commits
 * @param awaited whether somebody waits for the end: then it fails where the server lets nobody in,
 *     instead of waiting for better times
 */
public record DeliverySettings(
    long messagesInHandBytes,
    long retriesInHandBytes,
    int retriesKnown,
    int maxLanes,
    int maxBatchMessages,
    long maxBatchBytes,
    Duration drainTimeout,
    Duration commitInterval,
    boolean awaited) {

  /** For a service that runs for good. */
  public DeliverySettings(
      long messagesInHandBytes,
      long retriesInHandBytes,
      int retriesKnown,
      int maxLanes,
      int maxBatchMessages,
      long maxBatchBytes,
      Duration drainTimeout,
      Duration commitInterval) {
    this(
        messagesInHandBytes,
        retriesInHandBytes,
        retriesKnown,
        maxLanes,
        maxBatchMessages,
        maxBatchBytes,
        drainTimeout,
        commitInterval,
        false);
  }

  /** The same, for a run that somebody waits for. */
  public DeliverySettings whileAwaited() {
    return new DeliverySettings(
        messagesInHandBytes,
        retriesInHandBytes,
        retriesKnown,
        maxLanes,
        maxBatchMessages,
        maxBatchBytes,
        drainTimeout,
        commitInterval,
        true);
  }
}
