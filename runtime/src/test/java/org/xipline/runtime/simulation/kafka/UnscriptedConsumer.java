package org.xipline.runtime.simulation.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
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

/** What no code of ours asks of a consumer: asked all the same, it throws. */
abstract class UnscriptedConsumer implements Consumer<String, byte[]> {

  static UnsupportedOperationException unscripted() {
    return new UnsupportedOperationException("not scripted: script it, and add it to the contract");
  }

  @Override
  public Map<MetricName, ? extends Metric> metrics() {
    return Map.of();
  }

  @Override
  public void subscribe(Collection<String> topics) {
    throw unscripted();
  }

  @Override
  public void subscribe(Collection<String> topics, ConsumerRebalanceListener callback) {
    throw unscripted();
  }

  @Override
  public void assign(Collection<TopicPartition> partitions) {
    throw unscripted();
  }

  @Override
  public void subscribe(Pattern pattern, ConsumerRebalanceListener callback) {
    throw unscripted();
  }

  @Override
  public void subscribe(Pattern pattern) {
    throw unscripted();
  }

  @Override
  public void subscribe(SubscriptionPattern pattern, ConsumerRebalanceListener callback) {
    throw unscripted();
  }

  @Override
  public void subscribe(SubscriptionPattern pattern) {
    throw unscripted();
  }

  @Override
  public Set<String> subscription() {
    throw unscripted();
  }

  @Override
  public void unsubscribe() {
    throw unscripted();
  }

  @Override
  public void commitSync() {
    throw unscripted();
  }

  @Override
  public void commitSync(Duration timeout) {
    throw unscripted();
  }

  @Override
  public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
    throw unscripted();
  }

  @Override
  public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
    throw unscripted();
  }

  @Override
  public void commitAsync() {
    throw unscripted();
  }

  @Override
  public void commitAsync(OffsetCommitCallback callback) {
    throw unscripted();
  }

  @Override
  public void commitAsync(
      Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
    throw unscripted();
  }

  @Override
  public void registerMetricForSubscription(KafkaMetric metric) {
    throw unscripted();
  }

  @Override
  public void unregisterMetricFromSubscription(KafkaMetric metric) {
    throw unscripted();
  }

  @Override
  public void seek(TopicPartition partition, OffsetAndMetadata offsetAndMetadata) {
    throw unscripted();
  }

  @Override
  public void seekToEnd(Collection<TopicPartition> partitions) {
    throw unscripted();
  }

  @Override
  public long position(TopicPartition partition, Duration timeout) {
    throw unscripted();
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
    throw unscripted();
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> committed(
      Set<TopicPartition> partitions, Duration timeout) {
    throw unscripted();
  }

  @Override
  public Uuid clientInstanceId(Duration timeout) {
    throw unscripted();
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    throw unscripted();
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic, Duration timeout) {
    throw unscripted();
  }

  @Override
  public Map<String, List<PartitionInfo>> listTopics() {
    throw unscripted();
  }

  @Override
  public Map<String, List<PartitionInfo>> listTopics(Duration timeout) {
    throw unscripted();
  }

  @Override
  public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
      Map<TopicPartition, Long> timestampsToSearch) {
    throw unscripted();
  }

  @Override
  public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
      Map<TopicPartition, Long> timestampsToSearch, Duration timeout) {
    throw unscripted();
  }

  @Override
  public OptionalLong currentLag(TopicPartition partition) {
    throw unscripted();
  }

  @Override
  public ConsumerGroupMetadata groupMetadata() {
    throw unscripted();
  }

  @Override
  public void enforceRebalance() {
    throw unscripted();
  }

  @Override
  public void enforceRebalance(String reason) {
    throw unscripted();
  }

  @Override
  public void close() {
    close(CloseOptions.timeout(Duration.ofSeconds(30)));
  }

  @Override
  @Deprecated
  @SuppressWarnings("InlineMeSuggester") // The interface has it.
  public void close(Duration timeout) {
    close(CloseOptions.timeout(timeout));
  }
}
