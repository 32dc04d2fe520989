package org.xipline.console.lag;

import static java.util.Comparator.naturalOrder;
import static java.util.stream.Collectors.groupingBy;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * How far a group is behind in all.
 *
 * @param records over all its partitions
 * @param time of the record that has waited longest
 */
public record GroupLag(String group, long records, Duration time) {

  /** Of each group, by name. */
  public static List<GroupLag> of(Collection<PartitionLag> partitions) {
    return partitions.stream()
        .collect(
            groupingBy(PartitionLag::group, TreeMap::new, java.util.stream.Collectors.toList()))
        .entrySet()
        .stream()
        .map(group -> of(group.getKey(), group.getValue()))
        .toList();
  }

  private static GroupLag of(String group, List<PartitionLag> partitions) {
    return new GroupLag(
        group,
        partitions.stream().mapToLong(PartitionLag::records).sum(),
        partitions.stream().map(PartitionLag::time).max(naturalOrder()).orElse(Duration.ZERO));
  }
}
