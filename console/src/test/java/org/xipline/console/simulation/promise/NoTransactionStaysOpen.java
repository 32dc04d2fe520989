package org.xipline.console.simulation.promise;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.xipline.console.ledger.FoldedLedger;
import org.xipline.console.simulation.world.Installation;
import org.xipline.runtime.simulation.kafka.ScriptedKafka;
import org.xipline.schemas.topic.Topic;

/** Nobody's transaction holds readers up. */
final class NoTransactionStaysOpen implements Promise {

  @Override
  public List<String> broken(Installation installation, FoldedLedger ledger) {
    var broken = new ArrayList<String>();
    ScriptedKafka kafka = installation.world().kafka();
    for (Topic<?> topic : Topic.all()) {
      for (TopicPartition partition : kafka.partitionsOf(topic.name())) {
        if (kafka.lastStable(partition) < kafka.end(partition)) {
          broken.add(
              "readers of %s are held up at %d".formatted(partition, kafka.lastStable(partition)));
        }
      }
    }
    return broken;
  }
}
