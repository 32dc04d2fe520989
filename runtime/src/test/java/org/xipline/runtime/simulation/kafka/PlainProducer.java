package org.xipline.runtime.simulation.kafka;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.jspecify.annotations.Nullable;
import org.xipline.runtime.simulation.SimulatedProcess;

/** A producer without transactions. */
final class PlainProducer extends UnscriptedProducer {
  private final ScriptedKafka kafka;
  private final Sender sender;
  private boolean closed;

  PlainProducer(ScriptedKafka kafka, SimulatedProcess process) {
    this.kafka = kafka;
    this.sender =
        new Sender(
            kafka,
            process,
            (log, record, timestamp) -> log.append(timestamp, record.key(), record.value(), null));
  }

  @Override
  public Future<RecordMetadata> send(
      ProducerRecord<String, byte[]> record, @Nullable Callback callback) {
    if (closed) {
      throw new IllegalStateException("Cannot perform operation after producer has been closed");
    }
    return sender.send(record, callback);
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    kafka.simulation().step();
    return kafka.describePartitions(topic);
  }

  @Override
  public void flush() {
    kafka.simulation().step();
    sender.flush(kafka.times().delivery().plusSeconds(1));
  }

  @Override
  public void close(Duration timeout) {
    kafka.simulation().step();
    closed = true;
    Duration longest = kafka.times().delivery().plusSeconds(1);
    sender.flush(timeout.compareTo(longest) < 0 ? timeout : longest);
  }
}
