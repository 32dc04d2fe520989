package org.xipline.importer;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.xipline.importer.delivery.Destination;
import org.xipline.importer.delivery.Share;
import org.xipline.importer.folder.FolderMemory;
import org.xipline.importer.health.ImportHealth;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.service.Service;
import org.xipline.runtime.service.ServiceGroup;

/**
 * The import service: delivers messages into mailboxes. Instances share the mailboxes between them.
 * What names no mailbox server goes to the service's own; each server that connectors name has
 * deliveries and a consumer group of its own.
 *
 * <p>The topics exist before it starts. Payload store and own mailbox server stay open when it
 * closes.
 */
public final class ImportService implements Service {
  private final DestinationDelivery own;
  private final Service all;

  /**
   * @param mailboxes the service's own server
   * @param named opens those that connectors name
   */
  public ImportService(
      ImportGround ground, ImportSettings settings, MailboxServer mailboxes, NamedServer named) {
    var memory = new FolderMemory(settings.rememberedMessages());
    var deliveries = new AtomicInteger(1);
    var others =
        new ConnectorServers(
            new KafkaClients(ground.connection()),
            named,
            ground.failures(),
            settings.delivery().awaited(),
            (destination, server) -> {
              var share = new Share(destination, deliveries::get, _ -> {});
              deliveries.incrementAndGet();
              return new DestinationDelivery(ground, settings, share, server, memory);
            });
    var share = new Share(Destination.OWN, deliveries::get, others::named);
    this.own = new DestinationDelivery(ground, settings, share, mailboxes, memory);
    this.all = new ServiceGroup("import", List.of(own, others));
  }

  @Override
  public String name() {
    return all.name();
  }

  /** What deliveries to the own server have counted. */
  public ImportMetrics metrics() {
    return own.metrics();
  }

  /** What is in the way of deliveries to the own server now. */
  public ImportHealth importHealth() {
    return own.metrics().health();
  }

  /** Trouble with mailboxes or a server degrades it; it is never down by that. */
  @Override
  public Health health() {
    return all.health();
  }

  @Override
  public void start() {
    all.start();
  }

  @Override
  public void close() {
    all.close();
  }
}
