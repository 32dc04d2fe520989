package org.xipline.console.simulation.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.xipline.importer.delivery.DeliveryRuntime;
import org.xipline.importer.delivery.DeliveryScope;
import org.xipline.importer.delivery.DeliverySettings;
import org.xipline.importer.delivery.Destination;
import org.xipline.importer.delivery.MessageDelivery;
import org.xipline.importer.folder.FolderDelivery;
import org.xipline.importer.folder.FolderMemory;
import org.xipline.importer.folder.FolderObserver;
import org.xipline.importer.retry.RetryPolicy;
import org.xipline.importer.retry.RetrySettings;
import org.xipline.runtime.simulation.SimulatedProcess;
import org.xipline.schemas.topic.ConsumerGroup;

/** Imports: a delivery for each of its mailbox servers, in one process. */
public final class Importer implements Member {
  public static final String GROUP = ConsumerGroup.IMPORT.name();

  /** Small enough that pauses come often. */
  private static final DeliverySettings SETTINGS =
      new DeliverySettings(
          24_000, 6_000, 30, 3, 4, 1 << 20, Duration.ofSeconds(20), Duration.ofSeconds(1));

  /** As for a service, with a maximum age that fits into a schedule. */
  private static final RetrySettings RETRY =
      new RetrySettings(
          Duration.ofMillis(500),
          Duration.ofMinutes(15),
          Duration.ofSeconds(2),
          Duration.ofHours(2));

  private static final int REMEMBERED_MESSAGES = 40;

  private final World world;
  private final SimulatedProcess process;
  private final List<MessageDelivery> deliveries = new ArrayList<>();
  private final List<Consumer<String, byte[]>> consumers = new ArrayList<>();

  public Importer(World world, SimulatedProcess process, List<Destination> destinations) {
    this.world = world;
    this.process = process;
    var memory = new FolderMemory(REMEMBERED_MESSAGES);
    destinations.forEach(destination -> deliverTo(destination, destinations.size(), memory));
  }

  private void deliverTo(Destination destination, int sharers, FolderMemory memory) {
    Consumer<String, byte[]> consumer =
        world
            .kafka()
            .consumer(
                process,
                destination.groupId(GROUP),
                Map.of(
                    ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG,
                    "range",
                    ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                    2000));
    Producer<String, byte[]> producer = world.kafka().producer(process);
    var delivery =
        new MessageDelivery(
            consumer,
            world.kafka().reader(process, false),
            producer,
            new FolderDelivery(
                world.server(destination.location()),
                destination.location(),
                memory,
                FolderObserver.NONE),
            world.payloads(),
            new RetryPolicy(RETRY),
            SETTINGS,
            new DeliveryScope(destination, () -> sharers, _ -> {}),
            new QuietDeliveries(),
            new DeliveryRuntime(
                world.simulation().clock(),
                process.executor(),
                world.simulation()::sleep,
                world.simulation().choices(process.name())::fraction));
    consumers.add(consumer);
    deliveries.add(delivery);
    var _ = process.start(destination.name(), () -> run(delivery, producer));
  }

  private void run(MessageDelivery delivery, Producer<String, byte[]> producer) {
    try {
      delivery.run();
    } catch (Throwable e) {
      world.ended(process, e);
    } finally {
      producer.close(Duration.ofSeconds(10));
    }
  }

  @Override
  public SimulatedProcess process() {
    return process;
  }

  @Override
  public void stop() {
    deliveries.forEach(MessageDelivery::stop);
  }

  @Override
  public List<Consumer<String, byte[]>> consumers() {
    return List.copyOf(consumers);
  }
}
