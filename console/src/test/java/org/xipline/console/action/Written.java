package org.xipline.console.action;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.xipline.console.topic.HighWatermarks;
import org.xipline.console.topic.TopicReading;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.schemas.record.ActionRecord;
import org.xipline.schemas.topic.Topic;

/** What is committed by now. */
record Written(KafkaClients clients) {

  /** Keys of {@code xip.messages} that begin like this, as often as they are there. */
  List<String> keys(String prefix) {
    var keys = new ArrayList<String>();
    try (var consumer = clients.assignedConsumer()) {
      List<TopicPartition> partitions = TopicReading.partitions(consumer, Topic.MESSAGES);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = HighWatermarks.of(clients, partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          if (record.key().startsWith(prefix)) {
            keys.add(record.key());
          }
        }
      }
    }
    return keys;
  }

  /** The records of an action, in their order. */
  List<ActionRecord> audit(String action) {
    var records = new ArrayList<ActionRecord>();
    TopicReading.ofAllCommitted(clients, Topic.AUDIT)
        .forEach(read -> {
          if (read.value().getActionId().equals(action)) {
            records.add(read.value());
          }
        });
    return records;
  }
}
