package org.xipline.console.simulation.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.xipline.runtime.simulation.kafka.ScriptedKafka;

/** Records that nobody can read, and where they were written. */
public final class Unreadable {
  private static final byte[] CONTENT = "no message of Protocol Buffers".getBytes(UTF_8);

  /** Where such a record is. */
  public record Place(TopicPartition partition, long offset) {}

  private final ScriptedKafka kafka;
  private final Producer<String, byte[]> producer;
  private final List<Place> places = new ArrayList<>();

  Unreadable(World world) {
    this.kafka = world.kafka();
    this.producer = kafka.producer(world.simulation().process("stranger"));
  }

  /** Writes one into a topic. */
  public void write(String topic) {
    var _ =
        producer.send(
            new ProducerRecord<>(topic, "stranger", CONTENT),
            (written, error) -> {
              if (error == null) {
                var partition = new TopicPartition(topic, written.partition());
                places.add(new Place(partition, written.offset()));
              }
            });
  }

  /** Those that have not expired. */
  public List<Place> left() {
    return places.stream().filter(it -> it.offset() >= kafka.beginning(it.partition())).toList();
  }
}
