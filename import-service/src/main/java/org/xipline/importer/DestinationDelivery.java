package org.xipline.importer;

import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.importer.delivery.DeliveryRuntime;
import org.xipline.importer.delivery.DeliveryScope;
import org.xipline.importer.delivery.Destination;
import org.xipline.importer.delivery.MessageDelivery;
import org.xipline.importer.folder.FolderDelivery;
import org.xipline.importer.folder.FolderMemory;
import org.xipline.importer.mailbox.ClockedServer;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.importer.mailbox.PooledServer;
import org.xipline.importer.retry.RetryPolicy;
import org.xipline.runtime.clock.ClockOffset.Judgement;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.health.Health.State;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.service.Service;
import org.xipline.runtime.service.ServiceContext;

/** The deliveries to one mailbox server, as a member of the consumer group of its importers. */
final class DestinationDelivery implements Service {
  private static final Logger LOGGER = LoggerFactory.getLogger(DestinationDelivery.class);
  private static final Duration PRODUCER_CLOSE = Duration.ofSeconds(10);
  private static final int MAX_POLL_RECORDS = 2000;

  /** What is read again lies scattered: most of what comes with it is passed over. */
  private static final Map<String, Object> READER_SETTINGS =
      Map.of(
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
          256 << 10,
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
          1 << 20);

  private final ServiceContext context;
  private final KafkaClients clients;
  private final ImportSettings settings;
  private final DeliveryScope share;
  private final FolderDelivery folders;
  private final ImportMetrics metrics;
  private @Nullable MessageDelivery delivery;
  private @Nullable Thread thread;
  private boolean closed;

  /**
   * @param memory that this delivery shares with others
   */
  DestinationDelivery(
      ServiceContext context,
      ImportSettings settings,
      DeliveryScope share,
      MailboxServer mailboxes,
      FolderMemory memory,
      ImportMetrics metrics) {
    this.context = context;
    this.clients = new KafkaClients(context.connection());
    this.settings = settings;
    this.share = share;
    this.metrics = metrics;
    this.folders = new FolderDelivery(mailboxes, share.destination().location(), memory, metrics);
    if (mailboxes instanceof PooledServer pooled) {
      metrics.measure(pooled);
    }
    if (mailboxes instanceof ClockedServer clocked) {
      metrics.measure(clocked);
    }
  }

  @Override
  public String name() {
    return isTheFirst() ? "import" : "import to " + share.destination().location();
  }

  @Override
  public Health health() {
    String server = isTheFirst() ? "" : share.destination().location();
    return Health.worst(List.of(metrics.health().asHealth(server), healthOfClock()));
  }

  private Health healthOfClock() {
    return metrics
        .clockOffset()
        .filter(offset -> offset.judgement() != Judgement.FINE)
        .map(offset ->
            new Health(State.DEGRADED, Map.of())
                .with("clock of " + share.destination().location(), offset))
        .orElse(Health.up());
  }

  /** The one that a process always has: it sets aside what cannot be read. */
  private boolean isTheFirst() {
    return share.destination().setsAside();
  }

  @Override
  public synchronized void start() {
    if (closed) {
      return;
    }
    String group = share.destination().groupId(settings.groupId());
    if (!share.destination().equals(Destination.UNNAMED)) {
      GroupStart.ensure(clients, group, Optional.empty());
    }
    Consumer<String, byte[]> consumer = clients.consumer(group, consumerSettings());
    Producer<String, byte[]> producer = clients.producer(Map.of());
    var started =
        new MessageDelivery(
            consumer,
            clients.assignedConsumer(READER_SETTINGS),
            producer,
            folders,
            context.payloads(),
            new RetryPolicy(settings.retry()),
            settings.delivery(),
            share,
            metrics,
            DeliveryRuntime.ofThisMachine());
    delivery = started;
    thread = Thread.ofPlatform().name(name()).start(() -> run(started, consumer, producer));
  }

  /**
   * The server-side assignor {@code range} gives partitions of the same number to the same
   * instance, so a mailbox of {@code xip.messages} and {@code xip.messages.retry} has one importer.
   */
  private static Map<String, Object> consumerSettings() {
    return Map.of(
        ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG,
        "range",
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        MAX_POLL_RECORDS);
  }

  private void run(
      MessageDelivery running,
      Consumer<String, byte[]> consumer,
      Producer<String, byte[]> producer) {
    try (var consumerMetrics = new KafkaClientMetrics(consumer);
        var producerMetrics = new KafkaClientMetrics(producer)) {
      consumerMetrics.bindTo(context.registry());
      producerMetrics.bindTo(context.registry());
      running.run();
    } catch (Throwable e) {
      LOGGER
          .atError()
          .setCause(e)
          .addKeyValue("server", share.destination().name())
          .log("import failed");
      context.failures().failed(name(), e);
    } finally {
      producer.close(PRODUCER_CLOSE);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (delivery == null || thread == null) {
      return;
    }
    delivery.stop();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
