package org.xipline.importer.delivery;

import java.util.Collection;
import org.apache.kafka.common.TopicPartition;
import org.xipline.schemas.topic.Topic;

/**
 * Splits the memory evenly between the deliveries of the process, and between the partitions of a
 * topic, so that a slow mailbox in one of them does not keep the others waiting.
 */
final class Throttle {
  private final long messagesShareBytes;
  private final long retriesShareBytes;
  private final int retriesShareKnown;

  Throttle(DeliverySettings settings, int sharers, Collection<TopicPartition> assigned) {
    int retryPartitions = (int) assigned.stream().filter(Throttle::isRetry).count();
    int messagePartitions = assigned.size() - retryPartitions;
    this.messagesShareBytes =
        settings.messagesInHandBytes() / sharers / Math.max(1, messagePartitions);
    this.retriesShareBytes = settings.retriesInHandBytes() / sharers / Math.max(1, retryPartitions);
    this.retriesShareKnown =
        Math.max(1, settings.retriesKnown() / sharers / Math.max(1, retryPartitions));
  }

  /**
   * Whether a partition is not to be read on, because it has enough in hand; one that had goes on
   * when half of it is gone. Retries are read on in any case: those that wait are not in hand.
   */
  boolean isFull(TopicPartition partition, long bytesInHand, boolean wasFull) {
    return !isRetry(partition)
        && bytesInHand >= (wasFull ? messagesShareBytes / 2 : messagesShareBytes);
  }

  /** How many bytes of a partition of retries may be in hand. */
  long retriesShareBytes() {
    return retriesShareBytes;
  }

  /** How many retries of a partition may be known. */
  int retriesShareKnown() {
    return retriesShareKnown;
  }

  static boolean isRetry(TopicPartition partition) {
    return partition.topic().equals(Topic.MESSAGES_RETRY.name());
  }
}
