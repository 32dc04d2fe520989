package org.xipline.console.lag;

import java.time.Instant;
import java.util.List;
import org.xipline.runtime.kafka.KafkaClients;

/**
 * Asks the brokers, and no service, how far the groups that read xipline's topics are behind: it
 * answers also when they are dead.
 */
public final class ConsumerLag {
  private final KafkaClients clients;

  public ConsumerLag(KafkaClients clients) {
    this.clients = clients;
  }

  /** Every partition that a group has committed an offset of, by group, topic and partition. */
  public List<PartitionLag> read(Instant now) {
    try (var reader = new LagReader(clients)) {
      return reader.read(now);
    }
  }
}
