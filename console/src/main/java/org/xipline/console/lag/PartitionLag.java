package org.xipline.console.lag;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a group is behind in one partition.
 *
 * @param group as the brokers know it
 * @param topic as the brokers know it
 * @param committed the offset that the group goes on at; empty where it has committed none, and
 *     begins with the first record that there is
 * @param begin offset of the first record that there is
 * @param end where the partition ends: its high watermark, open transactions included
 * @param time since the record that the group goes on at was written; zero where none waits
 */
public record PartitionLag(
    String group,
    String topic,
    int partition,
    OptionalLong committed,
    long begin,
    long end,
    Duration time) {

  /** Offsets that wait; those that transactions leave count too. */
  public long records() {
    return Math.max(0, end - position());
  }

  /** Where the group goes on: what has expired is not read any more. */
  long position() {
    return Math.max(begin, committed.orElse(begin));
  }

  /** The same, whose record was written then. */
  PartitionLag since(Optional<Instant> written, Instant now) {
    return new PartitionLag(group, topic, partition, committed, begin, end, between(written, now));
  }

  /** Zero where there is nothing, and where the writer's clock is ahead. */
  static Duration between(Optional<Instant> since, Instant now) {
    return since
        .map(it -> Duration.between(it, now))
        .filter(Duration::isPositive)
        .orElse(Duration.ZERO);
  }
}
