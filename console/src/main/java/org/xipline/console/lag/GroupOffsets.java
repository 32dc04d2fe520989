package org.xipline.console.lag;

import static java.util.stream.Collectors.toMap;
import static org.xipline.runtime.kafka.Answers.get;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Asks the brokers about groups; one that they do not know has no members and no offsets. */
final class GroupOffsets {
  private final Admin admin;

  GroupOffsets(Admin admin) {
    this.admin = admin;
  }

  /** How many members each group has. */
  Map<String, Integer> members(Set<String> groups) {
    var members = new TreeMap<String, Integer>();
    admin
        .describeConsumerGroups(groups)
        .describedGroups()
        .forEach((group, description) -> {
          try {
            members.put(group, get(description).members().size());
          } catch (GroupIdNotFoundException _) {
            members.put(group, 0);
          }
        });
    return members;
  }

  /** What each group has committed. */
  Map<String, Map<TopicPartition, Long>> committed(Set<String> groups) {
    var wanted = groups.stream().collect(toMap(it -> it, _ -> new ListConsumerGroupOffsetsSpec()));
    var answers = admin.listConsumerGroupOffsets(wanted);
    var committed = new HashMap<String, Map<TopicPartition, Long>>();
    for (String group : groups) {
      try {
        committed.put(group, offsets(get(answers.partitionsToOffsetAndMetadata(group))));
      } catch (GroupIdNotFoundException _) {
        committed.put(group, Map.of());
      }
    }
    return committed;
  }

  /** Without a commit the value is null. */
  private static Map<TopicPartition, Long> offsets(Map<TopicPartition, OffsetAndMetadata> answer) {
    var offsets = new HashMap<TopicPartition, Long>();
    answer.forEach((partition, offset) -> {
      if (offset != null) {
        offsets.put(partition, offset.offset());
      }
    });
    return offsets;
  }
}
