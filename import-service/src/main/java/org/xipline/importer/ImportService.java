package org.xipline.importer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.importer.delivery.MessageDelivery;
import org.xipline.importer.folder.FolderDelivery;
import org.xipline.importer.folder.FolderMemory;
import org.xipline.importer.health.ImportHealth;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.importer.retry.RetryPolicy;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.service.FailureListener;
import org.xipline.runtime.service.Service;

/**
 * The import service: delivers messages into mailboxes. Instances of one group share the mailboxes
 * between them.
 *
 * <p>The topics exist before it starts. Payload store and mailbox server stay open when it closes.
 */
public final class ImportService implements Service {
  private static final Logger LOGGER = LoggerFactory.getLogger(ImportService.class);
  private static final Duration PRODUCER_CLOSE = Duration.ofSeconds(10);
  private static final int MAX_POLL_RECORDS = 2000;

  private final KafkaClients clients;
  private final ImportSettings settings;
  private final PayloadStore payloads;
  private final MailboxServer mailboxes;
  private final MeterRegistry registry;
  private final FailureListener failures;
  private final ImportMetrics metrics;
  private @Nullable MessageDelivery delivery;
  private @Nullable Thread thread;

  public ImportService(
      KafkaConnection connection,
      ImportSettings settings,
      PayloadStore payloads,
      MeterRegistry registry,
      FailureListener failures,
      MailboxServer mailboxes) {
    this.clients = new KafkaClients(connection);
    this.settings = settings;
    this.payloads = payloads;
    this.mailboxes = mailboxes;
    this.registry = registry;
    this.failures = failures;
    this.metrics = new ImportMetrics(registry, Clock.systemUTC());
    if (mailboxes instanceof MeterBinder measured) {
      measured.bindTo(registry);
    }
  }

  @Override
  public String name() {
    return "import";
  }

  /** What it has counted. */
  public ImportMetrics metrics() {
    return metrics;
  }

  /** What is in the way of deliveries now. */
  public ImportHealth importHealth() {
    return metrics.health();
  }

  /** Trouble with mailboxes or their server degrades it; it is never down by that. */
  @Override
  public Health health() {
    return importHealth().asHealth();
  }

  @Override
  public synchronized void start() {
    Consumer<String, byte[]> consumer = clients.consumer(settings.groupId(), consumerSettings());
    Producer<String, byte[]> producer = clients.producer(Map.of());
    var folders =
        new FolderDelivery(mailboxes, new FolderMemory(settings.rememberedMessages()), metrics);
    var started =
        new MessageDelivery(
            consumer,
            producer,
            folders,
            payloads,
            new RetryPolicy(settings.retry()),
            settings.delivery(),
            metrics,
            Clock.systemUTC());
    delivery = started;
    thread = Thread.ofPlatform().name("import").start(() -> run(started, consumer, producer));
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
      consumerMetrics.bindTo(registry);
      producerMetrics.bindTo(registry);
      running.run();
    } catch (Throwable e) {
      LOGGER.atError().setCause(e).log("import failed");
      failures.failed(name(), e);
    } finally {
      producer.close(PRODUCER_CLOSE);
    }
  }

  @Override
  public synchronized void close() {
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
