package org.xipline.runtime.simulation.kafka;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.xipline.runtime.simulation.Choices;
import org.xipline.runtime.simulation.Signal;
import org.xipline.runtime.simulation.SimulatedProcess;
import org.xipline.runtime.simulation.Simulation;

/**
 * A cluster in memory: partitions with offsets, transactions and retention; groups by the protocol
 * of KIP-848; transactional ids. Clients of it live in simulated processes. What it does is held
 * against a real broker by the contract that both pass.
 */
public final class ScriptedKafka {
  private final Simulation simulation;
  private final KafkaTimes times;
  private final Choices choices;
  private final Signal changes;
  private final Map<String, List<PartitionLog>> topics = new TreeMap<>();
  private final Map<String, ConsumerGroup> groups = new TreeMap<>();
  private final TransactionCoordinator transactions;
  private boolean reachable = true;
  private int refusedCommits;
  private int clients;

  public ScriptedKafka(Simulation simulation, KafkaTimes times) {
    this.simulation = simulation;
    this.times = times;
    this.choices = simulation.choices("kafka");
    this.changes = new Signal(simulation);
    this.transactions = new TransactionCoordinator(this, simulation, times);
  }

  /** A member of a group; it joins with its first poll. */
  public Consumer<String, byte[]> consumer(
      SimulatedProcess process, String group, Map<String, ?> overrides) {
    return new GroupConsumer(this, process, group(group), MemberSettings.of(overrides));
  }

  /** A consumer without a group. */
  public Consumer<String, byte[]> reader(SimulatedProcess process, boolean readsUncommitted) {
    return new PartitionReader(this, process, readsUncommitted);
  }

  public Producer<String, byte[]> producer(SimulatedProcess process) {
    return new PlainProducer(this, process);
  }

  public Producer<String, byte[]> producer(
      SimulatedProcess process, String transactionalId, Duration timeout) {
    return new TransactionalProducer(this, process, transactionalId, timeout);
  }

  public void createTopic(String name, int partitions) {
    topics.put(
        name,
        IntStream.range(0, partitions)
            .mapToObj(partition -> new PartitionLog(new TopicPartition(name, partition)))
            .toList());
  }

  /** Drops the records below an offset, as retention does. */
  public void expire(TopicPartition partition, long offset) {
    log(partition).expireBelow(offset);
  }

  /** While it is not, every call waits, and some give up. */
  public void setReachable(boolean now) {
    reachable = now;
    changes.raise();
  }

  public boolean isReachable() {
    return reachable;
  }

  /** The next commits of members are answered with a failure that passes. */
  public void refuseCommits(int count) {
    refusedCommits = count;
  }

  boolean refusesCommit() {
    return refusedCommits > 0 && refusedCommits-- > 0;
  }

  public Map<TopicPartition, Long> committed(String group) {
    return group(group).offsets();
  }

  /** Sets the committed offset of a group that has no member. */
  public void reset(String group, TopicPartition partition, long offset) {
    if (!group(group).isEmpty()) {
      throw new UnknownMemberIdException("the group has members");
    }
    group(group).reset(partition, offset);
  }

  /** Deletes a group that has no member, and what it has committed. */
  public void deleteGroup(String name) {
    ConsumerGroup group = group(name);
    if (!group.isKnown()) {
      throw new GroupIdNotFoundException("no group " + name);
    }
    if (!group.isEmpty()) {
      throw new GroupNotEmptyException(name + " has members");
    }
    group.delete();
  }

  /** Deletes a group if there is one, and nobody in it. */
  public void forgetGroup(String name) {
    if (group(name).isKnown()) {
      deleteGroup(name);
    }
  }

  /** Puts a copy of a record behind the others of its partition. */
  public void append(ConsumerRecord<String, byte[]> record) {
    var partition = new TopicPartition(record.topic(), record.partition());
    log(partition).append(simulation.clock().millis(), record.key(), record.value(), null);
    changes.raise();
  }

  /** Forgets each transactional id under which nothing is open, as after its expiry. */
  public void forgetUnusedIds() {
    transactions.forgetUnused();
  }

  /** Whose transactions are open. */
  public Set<SimulatedProcess> withOpenTransactions() {
    return transactions.withOpenTransactions();
  }

  /** Whether nobody is in this group. */
  public boolean isEmpty(String group) {
    return group(group).isEmpty();
  }

  /** All that was ever committed to a topic, expired or not; in order within a partition. */
  public List<ConsumerRecord<String, byte[]>> everCommitted(String topic) {
    return partitions(topic).stream().flatMap(log -> log.everCommitted().stream()).toList();
  }

  /** The first offset of a partition that has not expired. */
  public long beginning(TopicPartition partition) {
    return log(partition).start();
  }

  /** The offset behind the last record that readers of what is committed may read. */
  public long lastStable(TopicPartition partition) {
    return log(partition).lastStable();
  }

  /** The offset behind the last record. */
  public long end(TopicPartition partition) {
    return log(partition).end();
  }

  public List<TopicPartition> partitionsOf(String topic) {
    return partitions(topic).stream().map(PartitionLog::partition).toList();
  }

  List<PartitionInfo> describePartitions(String topic) {
    var nobody = new Node[] {};
    return partitionsOf(topic).stream()
        .map(it -> new PartitionInfo(topic, it.partition(), Node.noNode(), nobody, nobody))
        .toList();
  }

  List<PartitionLog> partitions(String topic) {
    List<PartitionLog> partitions = topics.get(topic);
    if (partitions == null) {
      throw new UnknownTopicOrPartitionException(topic);
    }
    return partitions;
  }

  PartitionLog log(TopicPartition partition) {
    return partitions(partition.topic()).get(partition.partition());
  }

  List<PartitionLog> logsOf(Collection<String> names) {
    var logs = new ArrayList<PartitionLog>();
    names.forEach(name -> logs.addAll(partitions(name)));
    return logs;
  }

  ConsumerGroup group(String name) {
    return groups.computeIfAbsent(name, it -> new ConsumerGroup(it, this));
  }

  TransactionCoordinator transactions() {
    return transactions;
  }

  Simulation simulation() {
    return simulation;
  }

  KafkaTimes times() {
    return times;
  }

  Choices choices() {
    return choices;
  }

  /** Raised when there may be something new for whoever polls. */
  Signal changes() {
    return changes;
  }

  /** The time until a request has arrived, or its answer has. */
  Duration latency() {
    return choices.chance(0.1)
        ? choices.upTo(Duration.ofMillis(300))
        : choices.upTo(Duration.ofMillis(5));
  }

  String nextClientId(SimulatedProcess process) {
    return process.name() + "-" + Integer.toHexString(choices.below(0x10000)) + "-" + ++clients;
  }

  /** Within the interval of heartbeats, if the member's process is well. */
  void heartbeatSoon(ConsumerGroup group, GroupMember member) {
    var _ = member.process.after(choices.upTo(times.heartbeat()), () -> group.heartbeat(member));
  }

  void hearOfRemovalSoon(GroupMember member) {
    var _ =
        member.process.after(
            choices.upTo(times.heartbeat()),
            () -> {
              member.hasHeardOfRemoval = true;
              changes.raise();
            });
  }

  void note(String who, String what) {
    simulation.note(who, what);
  }

  /** Everything about it, for whoever looks into a failure. */
  public String describe() {
    Map<String, List<String>> logs =
        topics.entrySet().stream()
            .collect(
                toMap(
                    Map.Entry::getKey,
                    topic -> topic.getValue().stream().map(PartitionLog::toString).toList(),
                    (one, _) -> one,
                    TreeMap::new));
    return logs + "\n" + groups.values();
  }
}
