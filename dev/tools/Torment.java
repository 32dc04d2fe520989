import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Does to a cluster what careless administrators do, and prints what it came to.
 *
 * <pre>
 * Torment BOOTSTRAP expire SECONDS TOPIC...   shortens retention until all records are gone or the time is over, then restores it
 * Torment BOOTSTRAP reset GROUP KEPT          sets back the offsets of a group without members; KEPT is the part, 0 to 1, that stays passed
 * Torment BOOTSTRAP delete GROUP              deletes a group without members
 * </pre>
 *
 * <p>GROUP means those of mailbox servers, GROUP@LOCATION, as well.
 */
public final class Torment {
  private static final int PATIENCE_SECONDS = 60;

  private final Admin admin;

  private Torment(Admin admin) {
    this.admin = admin;
  }

  public static void main(String[] arguments) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", arguments[0]))) {
      var torment = new Torment(admin);
      List<String> rest = List.of(arguments).subList(2, arguments.length);
      switch (arguments[1]) {
        case "expire" -> torment.expire(Integer.parseInt(rest.getFirst()), rest.subList(1, rest.size()));
        case "reset" -> {
          for (String group : torment.groups(rest.getFirst())) {
            torment.reset(group, Double.parseDouble(rest.getLast()));
          }
        }
        case "delete" -> {
          for (String group : torment.groups(rest.getFirst())) {
            torment.delete(group);
          }
        }
        default -> throw new IllegalArgumentException("there is no " + arguments[1]);
      }
    }
  }

  private void expire(int seconds, List<String> topics) throws Exception {
    Map<ConfigResource, String> before = retention(topics);
    Collection<TopicPartition> partitions = partitions(topics);
    Map<TopicPartition, Long> first = offsets(partitions, OffsetSpec.earliest());
    try {
      set(before.keySet().stream().collect(toMap(it -> it, _ -> "1")));
      Instant until = Instant.now().plusSeconds(seconds);
      while (left(partitions) > 0 && Instant.now().isBefore(until)) {
        Thread.sleep(500);
      }
    } finally {
      restore(before);
    }
    long gone = offsets(partitions, OffsetSpec.earliest()).entrySet().stream()
        .mapToLong(it -> it.getValue() - first.get(it.getKey())).sum();
    System.out.println(gone + " offsets expired, " + left(partitions) + " left");
  }

  /** Brokers may be away just now; a retention that stays short would be no experiment any more. */
  private void restore(Map<ConfigResource, String> before) throws Exception {
    for (Instant until = Instant.now().plusSeconds(4 * PATIENCE_SECONDS); ; Thread.sleep(1000)) {
      try {
        set(before);
        return;
      } catch (ExecutionException | TimeoutException e) {
        if (Instant.now().isAfter(until)) {
          throw e;
        }
      }
    }
  }

  private Map<ConfigResource, String> retention(List<String> topics) throws Exception {
    List<ConfigResource> resources = topics.stream().map(it -> new ConfigResource(ConfigResource.Type.TOPIC, it)).toList();
    return admin.describeConfigs(resources).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS).entrySet().stream()
        .collect(toMap(Map.Entry::getKey, it -> it.getValue().get(TopicConfig.RETENTION_MS_CONFIG).value()));
  }

  private void set(Map<ConfigResource, String> retention) throws Exception {
    Map<ConfigResource, Collection<AlterConfigOp>> changes = retention.entrySet().stream().collect(toMap(
        Map.Entry::getKey,
        it -> List.of(new AlterConfigOp(new ConfigEntry(TopicConfig.RETENTION_MS_CONFIG, it.getValue()), AlterConfigOp.OpType.SET))));
    admin.incrementalAlterConfigs(changes).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private long left(Collection<TopicPartition> partitions) throws Exception {
    Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
    return offsets(partitions, OffsetSpec.earliest()).entrySet().stream()
        .mapToLong(it -> ends.get(it.getKey()) - it.getValue()).sum();
  }

  private List<String> groups(String name) throws Exception {
    return admin.listGroups().all().get(PATIENCE_SECONDS, TimeUnit.SECONDS).stream()
        .map(GroupListing::groupId)
        .filter(it -> it.equals(name) || it.startsWith(name + "@"))
        .toList();
  }

  private void reset(String group, double kept) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    Map<TopicPartition, Long> first = offsets(committed.keySet(), OffsetSpec.earliest());
    Map<TopicPartition, OffsetAndMetadata> back = committed.entrySet().stream().collect(toMap(
        Map.Entry::getKey,
        it -> {
          long begin = first.get(it.getKey());
          return new OffsetAndMetadata(begin + (long) (kept * Math.max(0, it.getValue().offset() - begin)));
        }));
    whenEmpty(() -> admin.alterConsumerGroupOffsets(group, back).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    long again = committed.entrySet().stream().mapToLong(it -> it.getValue().offset() - back.get(it.getKey()).offset()).sum();
    System.out.println(group + ": " + again + " offsets are before it again");
  }

  private void delete(String group) throws Exception {
    whenEmpty(() -> admin.deleteConsumerGroups(List.of(group)).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    System.out.println(group + ": deleted");
  }

  @FunctionalInterface
  private interface Change {
    void make() throws Exception;
  }

  /** Members that were killed leave when their session is over. */
  private static void whenEmpty(Change change) throws Exception {
    for (Instant until = Instant.now().plusSeconds(PATIENCE_SECONDS); ; Thread.sleep(500)) {
      try {
        change.make();
        return;
      } catch (ExecutionException | KafkaException e) {
        if (Instant.now().isAfter(until)) {
          throw e;
        }
      }
    }
  }

  private Collection<TopicPartition> partitions(List<String> topics) throws Exception {
    return admin.describeTopics(topics).allTopicNames().get(PATIENCE_SECONDS, TimeUnit.SECONDS).values().stream()
        .flatMap(topic -> topic.partitions().stream().map(it -> new TopicPartition(topic.name(), it.partition())))
        .toList();
  }

  private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec which) throws Exception {
    return admin.listOffsets(partitions.stream().collect(toMap(it -> it, _ -> which))).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .entrySet().stream().collect(toMap(Map.Entry::getKey, it -> it.getValue().offset()));
  }
}
