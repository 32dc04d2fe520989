package org.xipline.console.topic;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.NamePrefix;

/**
 * Where partitions end, what transactions have not committed yet included. A reader of committed
 * records who has come there has seen all that was committed when this was asked: an open
 * transaction hides what others have committed behind its first record.
 */
public final class HighWatermarks implements AutoCloseable {
  private final Admin admin;
  private final NamePrefix prefix;

  public HighWatermarks(KafkaClients clients) {
    this.admin = clients.admin();
    this.prefix = clients.prefix();
  }

  /** By partition, named as consumers name them. */
  public static Map<TopicPartition, Long> of(
      KafkaClients clients, Collection<TopicPartition> partitions) {
    try (var watermarks = new HighWatermarks(clients)) {
      return watermarks.of(partitions);
    }
  }

  /** By partition, named as consumers name them. */
  public Map<TopicPartition, Long> of(Collection<TopicPartition> partitions) {
    Map<TopicPartition, TopicPartition> named =
        partitions.stream()
            .collect(
                toMap(it -> it, it -> new TopicPartition(prefix.on(it.topic()), it.partition())));
    try {
      var offsets =
          admin
              .listOffsets(
                  named.values().stream().collect(toMap(it -> it, _ -> OffsetSpec.latest())),
                  new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
              .all()
              .get();
      return named.entrySet().stream()
          .collect(
              toMap(Map.Entry::getKey, it -> requireNonNull(offsets.get(it.getValue())).offset()));
    } catch (ExecutionException e) {
      throw new KafkaException("cannot read the ends of topics", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while reading the ends of topics", e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
