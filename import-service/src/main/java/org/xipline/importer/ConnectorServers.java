package org.xipline.importer;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.TopicTable;
import org.xipline.runtime.service.FailureListener;
import org.xipline.runtime.service.Service;
import org.xipline.runtime.service.ServiceThread;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.MailboxPlace;
import org.xipline.schemas.topic.Topic;

/**
 * Follows the registry of connectors, and delivers to each mailbox server that one of them names. A
 * server that none names any more is delivered to until the process ends: what is on its way
 * arrives.
 */
final class ConnectorServers implements Service {
  private static final Logger LOGGER = LoggerFactory.getLogger(ConnectorServers.class);
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(40);

  private final KafkaClients clients;
  private final NamedDeliveries deliveries;
  private final String ownLocation;
  private final FailureListener failures;
  private final boolean awaited;
  private final Set<String> wanted = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Health registry = Health.up();
  private boolean failed;
  private Optional<ServiceThread> thread = Optional.empty();

  /**
   * @param deliveries closed with it
   * @param ownLocation of the service's own server, which others deliver to
   * @param awaited whether somebody waits for the end: then it fails where nobody delivers to a
   *     server that messages name, instead of waiting for a connector
   */
  ConnectorServers(
      KafkaClients clients,
      NamedDeliveries deliveries,
      String ownLocation,
      FailureListener failures,
      boolean awaited) {
    this.clients = clients;
    this.deliveries = deliveries;
    this.ownLocation = ownLocation;
    this.failures = failures;
    this.awaited = awaited;
  }

  @Override
  public String name() {
    return "import to the servers of connectors";
  }

  /** Messages name this server. */
  void want(String location) {
    wanted.add(location);
  }

  @Override
  public Health health() {
    return Health.worst(List.of(registry, deliveries.health()));
  }

  @Override
  public synchronized void start() {
    thread =
        Optional.of(
            ServiceThread.start("import-connectors", this::run, closing::countDown, CLOSE_TIMEOUT));
  }

  private void run() {
    try (var connectors = new TopicTable<>(clients, Topic.CONNECTORS, Connector::getName)) {
      do {
        look(connectors);
      } while (!closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOGGER.atError().setCause(e).log("the registry of connectors cannot be followed");
      failures.failed(name(), e);
    } finally {
      deliveries.close();
    }
  }

  private void look(TopicTable<Connector> connectors) {
    try {
      connectors.catchUp();
      registry = Health.up();
    } catch (KafkaException e) {
      registry = Health.degraded("the registry of connectors cannot be read: " + e.getMessage());
      LOGGER.atWarn().addKeyValue("error", e).log("connectors not read; tried again");
      return;
    }
    Set<String> names = Set.copyOf(wanted);
    Map<String, String> troubles =
        new TreeMap<>(deliveries.follow(places(connectors.all(), ownLocation), names));
    troubles.keySet().retainAll(names);
    if (awaited && !failed && !troubles.isEmpty()) {
      failed = true;
      failures.failed(name(), new IllegalStateException(troubles.toString()));
    }
  }

  /** One for each location: that of the first connector by name, where they do not agree. */
  static Collection<MailboxPlace> places(Collection<Connector> connectors, String ownLocation) {
    return connectors.stream()
        .sorted(comparing(Connector::getName))
        .map(Connector::getMailboxes)
        .filter(it -> !it.getLocation().isEmpty() && !it.getLocation().equals(ownLocation))
        .collect(
            toMap(MailboxPlace::getLocation, it -> it, (first, _) -> first, LinkedHashMap::new))
        .values();
  }

  @Override
  public void close() {
    running().ifPresent(ServiceThread::close);
  }

  private synchronized Optional<ServiceThread> running() {
    return thread;
  }
}
