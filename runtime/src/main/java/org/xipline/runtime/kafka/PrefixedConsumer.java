package org.xipline.runtime.kafka;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.SubscriptionPattern;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.jspecify.annotations.Nullable;

/**
 * A consumer that puts the installation's prefix on the topics that it is told, and takes it off
 * those that it tells. Topics are named one by one: a pattern could match another installation's.
 */
final class PrefixedConsumer<K, V> implements Consumer<K, V> {
  private final Consumer<K, V> consumer;
  private final NamePrefix prefix;

  PrefixedConsumer(Consumer<K, V> consumer, NamePrefix prefix) {
    this.consumer = consumer;
    this.prefix = prefix;
  }

  @Override
  public Set<TopicPartition> assignment() {
    return prefix.off(consumer.assignment());
  }

  @Override
  public Set<String> subscription() {
    return consumer.subscription().stream().map(prefix::off).collect(toSet());
  }

  @Override
  public void subscribe(Collection<String> topics) {
    consumer.subscribe(names(topics));
  }

  @Override
  public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
    consumer.subscribe(names(topics), new UnprefixedListener(listener, prefix));
  }

  private List<String> names(Collection<String> topics) {
    return topics.stream().map(prefix::on).toList();
  }

  @Override
  public void subscribe(Pattern pattern, ConsumerRebalanceListener listener) {
    throw new UnsupportedOperationException("topics are subscribed to by name");
  }

  @Override
  public void subscribe(Pattern pattern) {
    throw new UnsupportedOperationException("topics are subscribed to by name");
  }

  @Override
  public void subscribe(SubscriptionPattern pattern, ConsumerRebalanceListener listener) {
    throw new UnsupportedOperationException("topics are subscribed to by name");
  }

  @Override
  public void subscribe(SubscriptionPattern pattern) {
    throw new UnsupportedOperationException("topics are subscribed to by name");
  }

  @Override
  public void assign(Collection<TopicPartition> partitions) {
    consumer.assign(prefix.on(partitions));
  }

  @Override
  public void unsubscribe() {
    consumer.unsubscribe();
  }

  @Override
  public ConsumerRecords<K, V> poll(Duration timeout) {
    ConsumerRecords<K, V> polled = consumer.poll(timeout);
    var records = new HashMap<TopicPartition, List<ConsumerRecord<K, V>>>();
    for (TopicPartition partition : polled.partitions()) {
      records.put(
          prefix.off(partition), polled.records(partition).stream().map(this::unprefixed).toList());
    }
    return new ConsumerRecords<>(records, prefix.off(polled.nextOffsets()));
  }

  private ConsumerRecord<K, V> unprefixed(ConsumerRecord<K, V> record) {
    return new ConsumerRecord<>(
        prefix.off(record.topic()),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.timestampType(),
        record.serializedKeySize(),
        record.serializedValueSize(),
        record.key(),
        record.value(),
        record.headers(),
        record.leaderEpoch());
  }

  @Override
  public void commitSync() {
    consumer.commitSync();
  }

  @Override
  public void commitSync(Duration timeout) {
    consumer.commitSync(timeout);
  }

  @Override
  public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
    consumer.commitSync(prefix.on(offsets));
  }

  @Override
  public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
    consumer.commitSync(prefix.on(offsets), timeout);
  }

  @Override
  public void commitAsync() {
    consumer.commitAsync();
  }

  @Override
  public void commitAsync(OffsetCommitCallback callback) {
    consumer.commitAsync(unprefixed(callback));
  }

  @Override
  public void commitAsync(
      Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable OffsetCommitCallback callback) {
    consumer.commitAsync(prefix.on(offsets), callback == null ? null : unprefixed(callback));
  }

  private OffsetCommitCallback unprefixed(OffsetCommitCallback callback) {
    return (offsets, failure) -> callback.onComplete(prefix.off(offsets), failure);
  }

  @Override
  public void seek(TopicPartition partition, long offset) {
    consumer.seek(prefix.on(partition), offset);
  }

  @Override
  public void seek(TopicPartition partition, OffsetAndMetadata offset) {
    consumer.seek(prefix.on(partition), offset);
  }

  @Override
  public void seekToBeginning(Collection<TopicPartition> partitions) {
    consumer.seekToBeginning(prefix.on(partitions));
  }

  @Override
  public void seekToEnd(Collection<TopicPartition> partitions) {
    consumer.seekToEnd(prefix.on(partitions));
  }

  @Override
  public long position(TopicPartition partition) {
    return consumer.position(prefix.on(partition));
  }

  @Override
  public long position(TopicPartition partition, Duration timeout) {
    return consumer.position(prefix.on(partition), timeout);
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
    return prefix.off(consumer.committed(prefix.on(partitions)));
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> committed(
      Set<TopicPartition> partitions, Duration timeout) {
    return prefix.off(consumer.committed(prefix.on(partitions), timeout));
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    return off(prefix, consumer.partitionsFor(prefix.on(topic)));
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic, Duration timeout) {
    return off(prefix, consumer.partitionsFor(prefix.on(topic), timeout));
  }

  static List<PartitionInfo> off(NamePrefix prefix, List<PartitionInfo> partitions) {
    return partitions.stream()
        .map(it ->
            new PartitionInfo(
                prefix.off(it.topic()),
                it.partition(),
                it.leader(),
                it.replicas(),
                it.inSyncReplicas(),
                it.offlineReplicas()))
        .toList();
  }

  @Override
  public Map<String, List<PartitionInfo>> listTopics() {
    return ours(consumer.listTopics());
  }

  @Override
  public Map<String, List<PartitionInfo>> listTopics(Duration timeout) {
    return ours(consumer.listTopics(timeout));
  }

  private Map<String, List<PartitionInfo>> ours(Map<String, List<PartitionInfo>> topics) {
    return topics.entrySet().stream()
        .filter(topic -> prefix.isOn(topic.getKey()))
        .collect(
            toMap(topic -> prefix.off(topic.getKey()), topic -> off(prefix, topic.getValue())));
  }

  @Override
  public Set<TopicPartition> paused() {
    return prefix.off(consumer.paused());
  }

  @Override
  public void pause(Collection<TopicPartition> partitions) {
    consumer.pause(prefix.on(partitions));
  }

  @Override
  public void resume(Collection<TopicPartition> partitions) {
    consumer.resume(prefix.on(partitions));
  }

  @Override
  public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
    return prefix.off(consumer.offsetsForTimes(prefix.on(times)));
  }

  @Override
  public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
      Map<TopicPartition, Long> times, Duration timeout) {
    return prefix.off(consumer.offsetsForTimes(prefix.on(times), timeout));
  }

  @Override
  public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
    return prefix.off(consumer.beginningOffsets(prefix.on(partitions)));
  }

  @Override
  public Map<TopicPartition, Long> beginningOffsets(
      Collection<TopicPartition> partitions, Duration timeout) {
    return prefix.off(consumer.beginningOffsets(prefix.on(partitions), timeout));
  }

  @Override
  public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
    return prefix.off(consumer.endOffsets(prefix.on(partitions)));
  }

  @Override
  public Map<TopicPartition, Long> endOffsets(
      Collection<TopicPartition> partitions, Duration timeout) {
    return prefix.off(consumer.endOffsets(prefix.on(partitions), timeout));
  }

  @Override
  public OptionalLong currentLag(TopicPartition partition) {
    return consumer.currentLag(prefix.on(partition));
  }

  @Override
  public ConsumerGroupMetadata groupMetadata() {
    return consumer.groupMetadata();
  }

  @Override
  public void enforceRebalance() {
    consumer.enforceRebalance();
  }

  @Override
  public void enforceRebalance(String reason) {
    consumer.enforceRebalance(reason);
  }

  @Override
  public Uuid clientInstanceId(Duration timeout) {
    return consumer.clientInstanceId(timeout);
  }

  @Override
  public Map<MetricName, ? extends Metric> metrics() {
    return consumer.metrics();
  }

  @Override
  public void registerMetricForSubscription(KafkaMetric metric) {
    consumer.registerMetricForSubscription(metric);
  }

  @Override
  public void unregisterMetricFromSubscription(KafkaMetric metric) {
    consumer.unregisterMetricFromSubscription(metric);
  }

  @Override
  public void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }

  @Override
  @SuppressWarnings("removal") // Part of the interface until it goes.
  public void close(Duration timeout) {
    consumer.close(timeout);
  }

  @Override
  public void close(CloseOptions options) {
    consumer.close(options);
  }

  /** Hears of partitions by their names inside xipline. */
  private record UnprefixedListener(ConsumerRebalanceListener listener, NamePrefix prefix)
      implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      listener.onPartitionsAssigned(prefix.off(partitions));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      listener.onPartitionsRevoked(prefix.off(partitions));
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      listener.onPartitionsLost(prefix.off(partitions));
    }
  }
}
