package org.xipline.runtime.simulation.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.junit.jupiter.api.Test;
import org.xipline.runtime.simulation.SimulatedProcess;
import org.xipline.runtime.simulation.Simulation;

/** What the contract cannot ask of a real broker: processes that stop for a while, and outages. */
final class ScriptedKafkaTest {
  private static final TopicPartition PARTITION = new TopicPartition("topic", 0);

  private final Simulation simulation = new Simulation(5);
  private final ScriptedKafka kafka = new ScriptedKafka(simulation, KafkaTimes.CLUSTER);
  private final SimulatedProcess process = simulation.process("process");
  private final List<String> heard = new ArrayList<>();
  private final List<KafkaException> thrown = new ArrayList<>();

  ScriptedKafkaTest() {
    kafka.createTopic("topic", 1);
  }

  private void poll(SimulatedProcess where, String name) {
    Consumer<String, byte[]> consumer = kafka.consumer(where, "group", Map.of());
    where.start(
        "poll",
        () -> {
          consumer.subscribe(List.of("topic"), new Listener(name));
          while (true) {
            try {
              var _ = consumer.poll(Duration.ofMillis(100));
            } catch (KafkaException e) {
              thrown.add(e);
            }
          }
        });
  }

  private void runFor(Duration time) {
    simulation.run(() -> false, simulation.clock().instant().plus(time));
  }

  @Test
  void shouldTellAMemberThatWasFrozenThatAllIsLost() {
    poll(process, "one");
    runFor(Duration.ofSeconds(20));
    process.freeze();
    poll(simulation.process("other"), "other");
    runFor(Duration.ofMinutes(2));
    assertThat(heard).containsExactly("one assigned [topic-0]", "other assigned [topic-0]");
    process.thaw();
    runFor(Duration.ofSeconds(20));
    assertThat(heard).endsWith("one lost [topic-0]");
  }

  @Test
  void shouldNotRemoveAMemberThatWasFrozenForAMoment() {
    poll(process, "one");
    runFor(Duration.ofSeconds(20));
    process.freeze();
    runFor(Duration.ofSeconds(30));
    process.thaw();
    runFor(Duration.ofMinutes(2));
    assertThat(heard).containsExactly("one assigned [topic-0]");
  }

  /** The real client throws it out of a poll too: fetching an offset failed with it. */
  @Test
  void shouldThrowWhereAMemberThatWasRemovedAsksForItsOffset() {
    for (int i = 0; thrown.isEmpty() && i < 200; i++) {
      SimulatedProcess frozen = simulation.process("frozen-" + i);
      poll(frozen, "frozen");
      runFor(Duration.ofMillis(25L * i));
      frozen.freeze();
      runFor(Duration.ofMinutes(2));
      frozen.thaw();
      runFor(Duration.ofSeconds(10));
      frozen.kill();
      runFor(Duration.ofMinutes(2));
    }
    assertThat(thrown).first().isInstanceOf(UnknownMemberIdException.class);
  }

  @Test
  void shouldBringARecordThatWaitedForTheBrokers() {
    kafka.setReachable(false);
    send("patient");
    runFor(Duration.ofMinutes(1));
    kafka.setReachable(true);
    runFor(Duration.ofSeconds(1));
    assertThat(kafka.everCommitted("topic")).hasSize(1);
    assertThat(heard).containsExactly("patient acknowledged");
  }

  @Test
  void shouldGiveUpARecordThatNoBrokerTakesForTooLong() {
    kafka.setReachable(false);
    send("impatient");
    runFor(Duration.ofMinutes(3));
    kafka.setReachable(true);
    runFor(Duration.ofMinutes(1));
    assertThat(kafka.everCommitted("topic")).isEmpty();
    assertThat(heard).containsExactly("impatient refused");
  }

  @Test
  void shouldLoseWhatAKilledProducerHadNotBroughtYet() {
    kafka.setReachable(false);
    send("lost");
    runFor(Duration.ofSeconds(1));
    process.kill();
    kafka.setReachable(true);
    runFor(Duration.ofMinutes(3));
    assertThat(kafka.end(PARTITION)).isZero();
    assertThat(heard).isEmpty();
  }

  private void send(String value) {
    Producer<String, byte[]> producer = kafka.producer(process);
    process.start(
        "send",
        () -> {
          var _ =
              producer.send(
                  new ProducerRecord<>("topic", "key", value.getBytes(UTF_8)),
                  (_, error) -> heard.add(value + (error == null ? " acknowledged" : " refused")));
        });
  }

  private final class Listener implements ConsumerRebalanceListener {
    private final String name;

    Listener(String name) {
      this.name = name;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      heard.add(name + " assigned " + partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      heard.add(name + " revoked " + partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      heard.add(name + " lost " + partitions);
    }
  }
}
