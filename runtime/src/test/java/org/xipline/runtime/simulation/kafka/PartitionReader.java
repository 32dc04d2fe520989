package org.xipline.runtime.simulation.kafka;

import java.util.Collection;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.common.TopicPartition;
import org.xipline.runtime.simulation.SimulatedProcess;

/** A consumer without a group. */
final class PartitionReader extends ScriptedConsumer {
  private static final int MOST_RECORDS = 500;

  PartitionReader(ScriptedKafka kafka, SimulatedProcess process, boolean uncommitted) {
    super(kafka, process, uncommitted, MOST_RECORDS);
  }

  @Override
  public void assign(Collection<TopicPartition> partitions) {
    reading.remove(reading.partitions());
    reading.add(partitions);
  }

  @Override
  void attend() {
    seekToBeginning(reading.withoutPosition());
  }

  @Override
  boolean hasNews() {
    return !reading.withoutPosition().isEmpty();
  }

  @Override
  public long position(TopicPartition partition) {
    OptionalLong known = reading.position(partition);
    if (known.isPresent()) {
      return known.getAsLong();
    }
    enter();
    attend();
    return reading.position(partition).orElseThrow();
  }

  @Override
  public void close(CloseOptions options) {
    setClosed();
  }
}
