package org.xipline.ingest.publication;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a record stands that is dealt with.
 *
 * @param partition of the topic
 * @param offset of the record
 * @param group membership under which it was read: a member that has lost the partition cannot
 *     commit
 */
public record Origin(TopicPartition partition, long offset, ConsumerGroupMetadata group) {}
