package org.xipline.runtime.simulation.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.KafkaMetric;

/** What no code of ours asks of a producer: asked all the same, it throws. */
abstract class UnscriptedProducer implements Producer<String, byte[]> {

  @Override
  public Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
    return send(record, null);
  }

  @Override
  public void close() {
    close(Duration.ofMillis(Long.MAX_VALUE));
  }

  @Override
  public Map<MetricName, ? extends Metric> metrics() {
    return Map.of();
  }

  @Override
  public void initTransactions() {
    throw UnscriptedConsumer.unscripted();
  }

  @Override
  public void beginTransaction() {
    throw UnscriptedConsumer.unscripted();
  }

  @Override
  public void sendOffsetsToTransaction(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
    throw UnscriptedConsumer.unscripted();
  }

  @Override
  public void commitTransaction() {
    throw UnscriptedConsumer.unscripted();
  }

  @Override
  public void abortTransaction() {
    throw UnscriptedConsumer.unscripted();
  }

  @Override
  public void registerMetricForSubscription(KafkaMetric metric) {
    throw UnscriptedConsumer.unscripted();
  }

  @Override
  public void unregisterMetricFromSubscription(KafkaMetric metric) {
    throw UnscriptedConsumer.unscripted();
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    throw UnscriptedConsumer.unscripted();
  }

  @Override
  public Uuid clientInstanceId(Duration timeout) {
    throw UnscriptedConsumer.unscripted();
  }
}
