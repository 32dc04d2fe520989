package org.xipline.console.simulation.disturbance;

import org.apache.kafka.common.TopicPartition;
import org.xipline.console.simulation.world.Installation;
import org.xipline.runtime.simulation.kafka.ScriptedKafka;

/**
 * Records expire, read or not.
 *
 * @param share of those that there are, the oldest first
 */
record RecordsExpired(String topic, double share) implements Disturbance {
  @Override
  public void begin(Installation installation) {
    ScriptedKafka kafka = installation.world().kafka();
    for (TopicPartition partition : kafka.partitionsOf(topic)) {
      long beginning = kafka.beginning(partition);
      long left = kafka.lastStable(partition) - beginning;
      kafka.expire(partition, beginning + Math.round(left * share));
    }
  }
}
