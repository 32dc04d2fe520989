package org.xipline.console.lag;

import static java.util.Comparator.naturalOrder;

import java.time.Duration;
import java.util.List;

/**
 * How far a group is behind in all.
 *
 * @param members how many there are
 * @param records over all its partitions
 * @param time of the record that has waited longest
 */
public record GroupLag(String group, int members, long records, Duration time) {

  /** Of each group, by name. */
  public static List<GroupLag> of(LagReading reading) {
    return reading.groups().stream().map(it -> of(it, reading.partitions())).toList();
  }

  private static GroupLag of(GroupMembers group, List<PartitionLag> all) {
    List<PartitionLag> partitions =
        all.stream().filter(it -> it.group().equals(group.group())).toList();
    return new GroupLag(
        group.group(),
        group.members(),
        partitions.stream().mapToLong(PartitionLag::records).sum(),
        partitions.stream().map(PartitionLag::time).max(naturalOrder()).orElse(Duration.ZERO));
  }
}
