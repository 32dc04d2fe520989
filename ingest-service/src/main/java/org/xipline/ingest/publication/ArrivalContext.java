package org.xipline.ingest.publication;

import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a record stands that is dealt with.
 *
 * @param partition of the topic
 * @param offset of the record
 * @param group membership under which it was read: a member that has lost the partition cannot
 *     commit
 * @param assigned the partitions of the topic that this member has
 * @param isGivenUp whether the member has given the record up since; asked on any thread
 */
public record ArrivalContext(
    TopicPartition partition,
    long offset,
    ConsumerGroupMetadata group,
    Set<Integer> assigned,
    BooleanSupplier isGivenUp) {

  public ArrivalContext {
    assigned = Set.copyOf(assigned);
  }
}
