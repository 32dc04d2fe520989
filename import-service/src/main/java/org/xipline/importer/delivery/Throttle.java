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

  Throttle(DeliverySettings settings, int sharers, Collection<TopicPartition> assigned) {
    long retryPartitions = assigned.stream().filter(Throttle::isRetry).count();
    long messagePartitions = assigned.size() - retryPartitions;
    this.messagesShareBytes =
        settings.messagesInHandBytes() / sharers / Math.max(1, messagePartitions);
    this.retriesShareBytes = settings.retriesInHandBytes() / sharers / Math.max(1, retryPartitions);
  }

  /** Whether a partition has enough in hand; one that had goes on when half of it is gone. */
  boolean isFull(TopicPartition partition, long bytesInHand, boolean wasFull) {
    long share = isRetry(partition) ? retriesShareBytes : messagesShareBytes;
    return bytesInHand >= (wasFull ? share / 2 : share);
  }

  private static boolean isRetry(TopicPartition partition) {
    return partition.topic().equals(Topic.MESSAGES_RETRY.name());
  }
}
