package org.xipline.importer;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.xipline.importer.delivery.Destination;
import org.xipline.importer.delivery.Share;
import org.xipline.importer.folder.FolderMemory;
import org.xipline.importer.health.ImportHealth;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.service.Service;

/**
 * The import service: delivers messages into mailboxes. Instances share the mailboxes between them.
 * What names no mailbox server goes to the service's own; each further server that connectors name
 * has deliveries and a consumer group of its own.
 *
 * <p>The topics exist before it starts. Payload store and own mailbox server stay open when it
 * closes.
 */
public final class ImportService implements Service {
  private final ImportGround ground;
  private final ImportSettings settings;
  private final FolderMemory memory;
  private final NamedDeliveries named;

  /** Kept where a delivery is replaced by another: meters are for good. */
  private final Map<Destination, ImportMetrics> metrics = new ConcurrentHashMap<>();

  private final Destination ownServer;
  private final Service own;
  private final Service connectors;

  /**
   * @param mailboxes the service's own server
   * @param access opens those that connectors name
   */
  public ImportService(
      ImportGround ground, ImportSettings settings, MailboxServer mailboxes, MailboxAccess access) {
    this.ground = ground;
    this.settings = settings;
    this.memory = new FolderMemory(settings.rememberedMessages());
    this.named = new NamedDeliveries(access, this::toNamed);
    this.ownServer = new Destination(access.ownLocation(), true);
    var followed =
        new ConnectorServers(
            new KafkaClients(ground.connection()),
            named,
            access.ownLocation(),
            ground.failures(),
            settings.delivery().awaited());
    this.connectors = followed;
    this.own = delivery(ownServer, settings, mailboxes, followed::want);
  }

  /** Nobody waits for these: where they wait for better times, the own go on. */
  private Service toNamed(String location, MailboxServer server) {
    return delivery(
        new Destination(location, false),
        settings.withDelivery(settings.delivery().patient()),
        server,
        _ -> {});
  }

  private Service delivery(
      Destination destination,
      ImportSettings how,
      MailboxServer server,
      Consumer<String> elsewhere) {
    var share = new Share(destination, () -> 1 + named.count(), elsewhere);
    return new DestinationDelivery(ground, how, share, server, memory, metricsOf(destination));
  }

  private ImportMetrics metricsOf(Destination destination) {
    return metrics.computeIfAbsent(
        destination, it -> new ImportMetrics(ground.registry(), it.name(), Clock.systemUTC()));
  }

  @Override
  public String name() {
    return "import";
  }

  /** What deliveries to the own server have counted. */
  public ImportMetrics metrics() {
    return metricsOf(ownServer);
  }

  /** What is in the way of deliveries to the own server now. */
  public ImportHealth importHealth() {
    return metrics().health();
  }

  /** Trouble with mailboxes or a server degrades it; it is never down by that. */
  @Override
  public Health health() {
    return Health.worst(List.of(own.health(), connectors.health()));
  }

  @Override
  public void start() {
    own.start();
    connectors.start();
  }

  /** All drain at the same time. */
  @Override
  public void close() {
    try (ExecutorService closers = Executors.newVirtualThreadPerTaskExecutor()) {
      closers.execute(own::close);
      closers.execute(connectors::close);
    }
  }
}
