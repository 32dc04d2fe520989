package org.xipline.console.simulation.promise;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.xipline.console.simulation.world.Installation;
import org.xipline.console.simulation.world.Member;
import org.xipline.ingest.arrival.ArrivalReading;
import org.xipline.runtime.simulation.kafka.ScriptedKafka;
import org.xipline.schemas.topic.Topic;

/**
 * What members do not read, though they could. Arrivals whose file is gone are looked for all day;
 * that is no reason to leave others unread.
 */
public final class Unread {
  private final ScriptedKafka kafka;
  private final Installation installation;

  public Unread(Installation installation) {
    this.kafka = installation.world().kafka();
    this.installation = installation;
  }

  /** One line for each partition; none if everybody has read everything. */
  public List<String> describe() {
    var unread = new ArrayList<String>();
    for (Member member : installation.members()) {
      for (Consumer<String, byte[]> consumer : member.consumers()) {
        for (TopicPartition partition : consumer.assignment()) {
          describe(member, consumer, partition).ifPresent(unread::add);
        }
      }
    }
    return unread;
  }

  private Optional<String> describe(
      Member member, Consumer<String, byte[]> consumer, TopicPartition partition) {
    long done = kafka.committed(consumer.groupMetadata().groupId()).getOrDefault(partition, 0L);
    if (isLookedForOnly(partition, done)) {
      return Optional.empty();
    }
    if (done < kafka.lastStable(partition)) {
      return Optional.of(
          "%s has committed %d of %s, which has %d"
              .formatted(member.process(), done, partition, kafka.lastStable(partition)));
    }
    return consumer.paused().contains(partition)
        ? Optional.of("%s has paused %s".formatted(member.process(), partition))
        : Optional.empty();
  }

  private boolean isLookedForOnly(TopicPartition partition, long done) {
    return partition.topic().equals(Topic.ARRIVALS.name())
        && done < kafka.lastStable(partition)
        && kafka.everCommitted(partition.topic()).stream()
            .filter(record -> record.partition() == partition.partition())
            .filter(record -> record.offset() >= done)
            .allMatch(Unread::isLookedFor);
  }

  private static boolean isLookedFor(ConsumerRecord<String, byte[]> record) {
    return ArrivalReading.of(record) instanceof ArrivalReading.Readable(var arrival)
        && arrival.hasUnseen();
  }
}
