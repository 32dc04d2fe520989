package org.xipline.importer;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.xipline.importer.delivery.DeliveryScope;
import org.xipline.importer.delivery.Destination;
import org.xipline.importer.folder.FolderMemory;
import org.xipline.importer.health.ImportHealth;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.service.Service;
import org.xipline.runtime.service.ServiceContext;

/**
 * The import service: delivers messages into mailboxes. Instances share the mailboxes between them.
 * What names no mailbox server goes to the service's own; each server that messages name has
 * deliveries and a consumer group of its own, the own server included.
 *
 * <p>The topics exist before it starts. Payload store and own mailbox server stay open when it
 * closes.
 */
public final class ImportService implements Service {
  private final ServiceContext context;
  private final ImportSettings settings;
  private final MailboxAccess access;
  private final FolderMemory memory;
  private final NamedDeliveries named;

  /** Kept where a delivery is replaced by another: meters stay registered. */
  private final Map<Destination, ImportMetrics> metrics = new ConcurrentHashMap<>();

  private final Service unnamed;
  private final ConnectorServers connectors;

  /**
   * @param mailboxes the service's own server
   * @param access opens those that messages name
   */
  public ImportService(
      ServiceContext context,
      ImportSettings settings,
      MailboxServer mailboxes,
      MailboxAccess access) {
    this.context = context;
    this.settings = settings;
    this.access = access;
    this.memory = new FolderMemory(settings.rememberedMessages());
    this.named = new NamedDeliveries(access, this::toNamed);
    this.unnamed =
        delivery(
            new DeliveryScope(Destination.UNNAMED, () -> 1 + named.count(), this::want), mailboxes);
    this.connectors =
        new ConnectorServers(
            new KafkaClients(context.connection()),
            named,
            access,
            settings.groupId(),
            unnamed,
            context.failures());
  }

  /** The same, where messages for the own server name it: it need not wait for the first one. */
  public static ImportService whoseOwnServerIsNamed(
      ServiceContext context,
      ImportSettings settings,
      MailboxServer mailboxes,
      MailboxAccess access) {
    var service = new ImportService(context, settings, mailboxes, access);
    service.connectors.want(access.ownLocation());
    return service;
  }

  /**
   * Delivers the messages that name one server, and no others: those stay for whoever delivers to
   * theirs.
   *
   * @param location of the server, as messages name it
   */
  public static Service deliveringOnlyTo(
      String location, ServiceContext context, ImportSettings settings, MailboxServer server) {
    Destination only = Destination.only(location);
    return new DestinationDelivery(
        context,
        settings,
        new DeliveryScope(only, () -> 1, _ -> {}),
        server,
        new FolderMemory(settings.rememberedMessages()),
        new ImportMetrics(context.registry(), only.name(), Clock.systemUTC()));
  }

  private void want(String location) {
    connectors.want(location);
  }

  private Service toNamed(String location, MailboxServer server) {
    return delivery(
        new DeliveryScope(Destination.named(location), () -> 1 + named.count(), _ -> {}), server);
  }

  private Service delivery(DeliveryScope share, MailboxServer server) {
    return new DestinationDelivery(
        context, settings, share, server, memory, metricsOf(share.destination()));
  }

  private ImportMetrics metricsOf(Destination destination) {
    return metrics.computeIfAbsent(
        destination, it -> new ImportMetrics(context.registry(), it.name(), Clock.systemUTC()));
  }

  @Override
  public String name() {
    return "import";
  }

  /** What deliveries of messages that name no server have counted. */
  public ImportMetrics metrics() {
    return metricsOf(Destination.UNNAMED);
  }

  /** What is in the way of these deliveries now. */
  public ImportHealth importHealth() {
    return metrics().health();
  }

  /** Trouble with mailboxes or a server degrades it; it is never down by that. */
  @Override
  public Health health() {
    return Health.worst(List.of(unnamed.health(), connectors.health()));
  }

  @Override
  public void start() {
    connectors.start();
  }

  /** All drain at the same time. */
  @Override
  public void close() {
    try (ExecutorService closers = Executors.newVirtualThreadPerTaskExecutor()) {
      closers.execute(unnamed::close);
      closers.execute(connectors::close);
    }
  }
}
