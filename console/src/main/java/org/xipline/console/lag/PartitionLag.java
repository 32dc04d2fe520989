package org.xipline.console.lag;

import java.time.Duration;

/**
 * How far a group is behind in one partition.
 *
 * @param committed the offset that it goes on at
 * @param end where the partition ends for readers of committed records
 * @param time since the record at the committed offset was written; zero where none waits
 */
public record PartitionLag(
    String group, String topic, int partition, long committed, long end, Duration time) {

  /** Offsets that wait; those that transactions leave count too. */
  public long records() {
    return Math.max(0, end - committed);
  }
}
