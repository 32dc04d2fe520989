package org.xipline.console.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xipline.schemas.topic.Topic;

@Timeout(30)
class OutcomesEndTest {
  private final ConsumerOverMarkers consumer = new ConsumerOverMarkers();

  @Test
  void shouldFindTheLastRecordBeforeTheMarkersOfTransactions() {
    // Given records, and the marker of one transaction or of many
    consumer.partition(0, 0, 6, 0, 1, 2, 3, 4);
    consumer.partition(1, 0, 18, 0, 1);
    consumer.partition(2, 0, 5000, 7);

    // Then
    assertThat(new OutcomesEnd(consumer).find()).isEqualTo(Map.of(0, 4L, 1, 1L, 2, 7L));
  }

  @Test
  void shouldFindNothingWhereNoRecordIs() {
    // Given a partition that is new, one whose records have expired, and one of nothing but markers
    consumer.partition(0, 0, 0);
    consumer.partition(1, 9, 9);
    consumer.partition(2, 100, 1000);

    // Then
    assertThat(new OutcomesEnd(consumer).find()).isEmpty();
  }

  @Test
  void shouldNotLookBeforeTheFirstRecordThatIsLeft() {
    consumer.partition(0, 40, 50, 40);

    assertThat(new OutcomesEnd(consumer).find()).isEqualTo(Map.of(0, 40L));
  }

  @Test
  void shouldLeaveOutWhatComesMeanwhile() {
    consumer.partition(0, 0, 5, 0, 3, 5, 6);
    consumer.partition(1, 0, 5, 5);

    assertThat(new OutcomesEnd(consumer).find()).isEqualTo(Map.of(0, 3L));
  }

  /** Its position passes over offsets that no record has, as that of a real one does. */
  private static final class ConsumerOverMarkers extends MockConsumer<String, byte[]> {
    private final List<ConsumerRecord<String, byte[]>> log = new ArrayList<>();
    private final List<PartitionInfo> partitions = new ArrayList<>();

    ConsumerOverMarkers() {
      super("none");
    }

    void partition(int number, long begin, long end, int... offsets) {
      var partition = new TopicPartition(Topic.OUTCOMES.name(), number);
      var node = new Node(1, "broker", 9092);
      Node[] one = {node};
      partitions.add(new PartitionInfo(partition.topic(), number, node, one, one));
      updatePartitions(partition.topic(), partitions);
      updateBeginningOffsets(Map.of(partition, begin));
      updateEndOffsets(Map.of(partition, end));
      IntStream.of(offsets)
          .mapToObj(it -> new ConsumerRecord<>(partition.topic(), number, it, "key", new byte[0]))
          .forEach(log::add);
    }

    @Override
    public synchronized ConsumerRecords<String, byte[]> poll(Duration timeout) {
      for (ConsumerRecord<String, byte[]> each : log) {
        var partition = new TopicPartition(each.topic(), each.partition());
        if (assignment().contains(partition) && each.offset() >= position(partition)) {
          addRecord(each);
        }
      }
      ConsumerRecords<String, byte[]> found = super.poll(timeout);
      if (found.isEmpty()) {
        endOffsets(assignment()).forEach(this::seek);
      }
      return found;
    }
  }
}
