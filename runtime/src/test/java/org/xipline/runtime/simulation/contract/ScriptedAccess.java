package org.xipline.runtime.simulation.contract;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.xipline.runtime.simulation.SimulatedProcess;
import org.xipline.runtime.simulation.Simulation;
import org.xipline.runtime.simulation.kafka.ScriptedKafka;

/** The scripted Kafka; each client lives in a process of its own. */
final class ScriptedAccess implements KafkaAccess {
  private final Simulation simulation;
  private final ScriptedKafka kafka;
  private final Map<Consumer<String, byte[]>, SimulatedProcess> members = new HashMap<>();
  private int clients;

  ScriptedAccess(Simulation simulation, ScriptedKafka kafka) {
    this.simulation = simulation;
    this.kafka = kafka;
  }

  private SimulatedProcess process() {
    return simulation.process("client-" + ++clients);
  }

  @Override
  public Consumer<String, byte[]> member(String group, Map<String, ?> overrides) {
    SimulatedProcess process = process();
    Consumer<String, byte[]> member = kafka.consumer(process, group, overrides);
    members.put(member, process);
    return member;
  }

  @Override
  public Consumer<String, byte[]> reader(boolean readsUncommitted) {
    return kafka.reader(process(), readsUncommitted);
  }

  @Override
  public Producer<String, byte[]> producer() {
    return kafka.producer(process());
  }

  @Override
  public Producer<String, byte[]> producer(String transactionalId, Duration timeout) {
    return kafka.producer(process(), transactionalId, timeout);
  }

  @Override
  public void createTopic(String name, int partitions) {
    kafka.createTopic(name, partitions);
  }

  @Override
  public void expire(TopicPartition partition, long offset) {
    kafka.expire(partition, offset);
  }

  @Override
  public Map<TopicPartition, Long> committed(String group) {
    return kafka.committed(group);
  }

  @Override
  public void reset(String group, TopicPartition partition, long offset) {
    kafka.reset(group, partition, offset);
  }

  @Override
  public void deleteGroup(String group) {
    kafka.deleteGroup(group);
  }

  @Override
  public void kill(Consumer<String, byte[]> member) {
    Optional.ofNullable(members.get(member)).orElseThrow().kill();
  }

  @Override
  public void pass(Duration time) {
    try {
      simulation.sleep(time);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
