package org.xipline.importer;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.importer.delivery.Destination;
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
 *
 * <p>Deliveries of messages that name no server begin after the first look: from then on their
 * group passes over messages that name the own server.
 */
final class ConnectorServers implements Service {
  private static final Logger LOGGER = LoggerFactory.getLogger(ConnectorServers.class);
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(40);

  private final KafkaClients clients;
  private final NamedDeliveries deliveries;
  private final MailboxAccess access;
  private final String ofUnnamed;
  private final Service unnamed;
  private final FailureListener failures;
  private final Set<String> wanted = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Health registry = Health.up();
  private boolean begun;
  private Optional<ServiceThread> thread = Optional.empty();

  /**
   * @param deliveries closed with it
   * @param access knows the own server, which messages may name too
   * @param ofUnnamed the consumer group of messages that name no server
   * @param unnamed delivers them; started after the first look
   */
  ConnectorServers(
      KafkaClients clients,
      NamedDeliveries deliveries,
      MailboxAccess access,
      String ofUnnamed,
      Service unnamed,
      FailureListener failures) {
    this.clients = clients;
    this.deliveries = deliveries;
    this.access = access;
    this.ofUnnamed = ofUnnamed;
    this.unnamed = unnamed;
    this.failures = failures;
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
      LOGGER.atError().setCause(e).log("the registry of connectors cannot be read continuously");
      failures.failed(name(), e);
    } finally {
      deliveries.close();
    }
  }

  private void look(TopicTable<Connector> connectors) {
    try {
      connectors.catchUp();
      follow(connectors);
      registry = Health.up();
    } catch (KafkaException e) {
      registry = Health.degraded("the registry of connectors cannot be read: " + e.getMessage());
      LOGGER.atWarn().addKeyValue("error", e).log("could not read the connectors; trying again");
    }
  }

  private void follow(TopicTable<Connector> connectors) {
    if (!begun) {
      begin(connectors.all());
      begun = true;
    }
    Set<String> names = Set.copyOf(wanted);
    List<String> own = names.stream().filter(access::isOwn).toList();
    var _ = deliveries.follow(places(connectors.all(), own), names);
  }

  private void begin(Collection<Connector> connectors) {
    connectors.stream()
        .map(it -> it.getMailboxes().getLocation())
        .filter(it -> !it.isEmpty() && access.isOwn(it))
        .distinct()
        .map(it -> Destination.named(it).groupId(ofUnnamed))
        .forEach(group -> GroupStart.ensure(clients, group, Optional.of(ofUnnamed)));
    unnamed.start();
  }

  /**
   * One for each location: that of the first connector by name, where they do not agree.
   *
   * @param own locations of the own server that messages name
   */
  static Collection<MailboxPlace> places(Collection<Connector> connectors, Collection<String> own) {
    Stream<MailboxPlace> named =
        connectors.stream()
            .sorted(comparing(Connector::getName))
            .map(Connector::getMailboxes)
            .filter(it -> !it.getLocation().isEmpty());
    Stream<MailboxPlace> ofOwn =
        own.stream().map(it -> MailboxPlace.newBuilder().setLocation(it).build());
    return Stream.concat(named, ofOwn)
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
