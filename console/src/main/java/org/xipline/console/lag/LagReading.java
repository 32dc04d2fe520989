package org.xipline.console.lag;

import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Set;

/**
 * How everything that reads was behind at one moment.
 *
 * @param partitions by group, topic and partition
 * @param transactions by topic and partition, those without open transactions too
 * @param groups by name
 */
public record LagReading(
    List<PartitionLag> partitions, List<OpenTransactions> transactions, List<GroupMembers> groups) {

  public LagReading {
    partitions = List.copyOf(partitions);
    transactions = List.copyOf(transactions);
    groups = List.copyOf(groups);
  }

  /** The same without groups that are left over and empty. */
  public LagReading ofGroupsThatCount() {
    Set<String> counting =
        groups.stream().filter(GroupMembers::counts).map(GroupMembers::group).collect(toSet());
    return new LagReading(
        partitions.stream().filter(it -> counting.contains(it.group())).toList(),
        transactions,
        groups.stream().filter(GroupMembers::counts).toList());
  }
}
