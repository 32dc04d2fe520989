package org.xipline.runtime.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xipline.runtime.kafka.ClusterFinding.Weight;
import org.xipline.schemas.topic.Topic;

/**
 * Notices that somebody has added partitions to a topic at run time. From then on records of one
 * key are in two partitions: two importers can have one mailbox, though nothing fails. Remembers
 * what it saw first, for as long as the process lives. For one thread.
 */
public final class PartitionChanges {
  private final NamePrefix prefix;
  private final Map<Topic<?>, Integer> first = new HashMap<>();

  public PartitionChanges(NamePrefix prefix) {
    this.prefix = prefix;
  }

  /** The topics that have another count than when they were first seen. */
  public List<ClusterFinding> in(FoundTopics found) {
    var changes = new ArrayList<ClusterFinding>();
    for (Topic<?> topic : Topic.all()) {
      found
          .find(topic)
          .ifPresent(it -> {
            int before = first.computeIfAbsent(topic, _ -> it.partitions());
            if (before != it.partitions()) {
              changes.add(finding(topic, before, it.partitions()));
            }
          });
    }
    return List.copyOf(changes);
  }

  private ClusterFinding finding(Topic<?> topic, int before, int now) {
    String name = prefix.on(topic);
    return new ClusterFinding(
        name,
        Weight.WEAK,
        topic.readers(),
        ("topic %s had %d partitions and now has %d: until its readers have caught up, records of"
                + " one key are in two partitions; then restart the console")
            .formatted(name, before, now));
  }
}
