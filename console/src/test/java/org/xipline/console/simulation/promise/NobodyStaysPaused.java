package org.xipline.console.simulation.promise;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.xipline.console.ledger.FoldedLedger;
import org.xipline.console.simulation.world.Installation;
import org.xipline.console.simulation.world.Member;
import org.xipline.runtime.simulation.kafka.ScriptedKafka;

/** In the end everybody reads, and has committed all that there is to read. */
final class NobodyStaysPaused implements Promise {

  @Override
  public List<String> broken(Installation installation, FoldedLedger ledger) {
    var broken = new ArrayList<String>();
    ScriptedKafka kafka = installation.world().kafka();
    for (Member member : installation.members()) {
      for (Consumer<String, byte[]> consumer : member.consumers()) {
        if (!consumer.paused().isEmpty()) {
          broken.add("%s has paused %s".formatted(member.process(), consumer.paused()));
        }
        Map<TopicPartition, Long> committed = kafka.committed(consumer.groupMetadata().groupId());
        for (TopicPartition partition : consumer.assignment()) {
          long done = committed.getOrDefault(partition, 0L);
          if (done < kafka.lastStable(partition)) {
            broken.add(
                "%s has committed %d of %s, which has %d"
                    .formatted(member.process(), done, partition, kafka.lastStable(partition)));
          }
        }
      }
    }
    return broken;
  }
}
