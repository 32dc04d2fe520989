package org.xipline.runtime.kafka;

import java.time.Instant;
import java.util.Optional;

/**
 * A record of a small topic.
 *
 * @param value empty where the record removes its key
 * @param offset in its partition; records of one key are in one partition
 * @param writtenAt by the clock of who wrote it
 */
public record TopicRecord<V>(
    String key, Optional<V> value, int partition, long offset, Instant writtenAt) {}
