package org.xipline.console.lag;

import java.time.Instant;
import java.time.InstantSource;
import org.xipline.console.connector.ConnectorRegistry;
import org.xipline.console.connector.ConnectorStanding;
import org.xipline.runtime.kafka.KafkaClients;

/**
 * Asks the brokers, and no service, how far the groups that read xipline's topics are behind: it
 * answers also when they are dead, or have never been started.
 */
public final class ConsumerLag {
  private final KafkaClients clients;
  private final ExpectedGroups expected;

  public ConsumerLag(KafkaClients clients, ExpectedGroups expected) {
    this.clients = clients;
    this.expected = expected;
  }

  /** How they are behind at this moment. */
  public LagReading read(Instant now) {
    var connectors =
        new ConnectorRegistry(clients).all(now).stream().map(ConnectorStanding::connector).toList();
    try (var reader = new LagReader(clients, InstantSource.system())) {
      return reader.read(expected.with(connectors), now);
    }
  }
}
