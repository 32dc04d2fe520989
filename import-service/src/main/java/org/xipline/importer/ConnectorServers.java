package org.xipline.importer;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toMap;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.importer.delivery.Destination;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.health.Health.State;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.TopicTable;
import org.xipline.runtime.service.FailureListener;
import org.xipline.runtime.service.Service;
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

  private final KafkaClients clients;
  private final NamedServer servers;
  private final FailureListener failures;
  private final boolean awaited;
  private final BiFunction<Destination, MailboxServer, Service> deliveries;
  private final Map<String, Served> served = new ConcurrentHashMap<>();
  private final Map<String, String> troubles = new ConcurrentHashMap<>();
  private final Set<String> named = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);
  private @Nullable Thread thread;

  private record Served(MailboxPlace place, MailboxServer server, Service delivery) {

    void close() {
      delivery.close();
      server.close();
    }
  }

  /**
   * @param awaited whether somebody waits for the end: then it fails where nobody delivers to a
   *     server that messages name, instead of waiting for a connector
   * @param deliveries makes what delivers to an opened server
   */
  ConnectorServers(
      KafkaClients clients,
      NamedServer servers,
      FailureListener failures,
      boolean awaited,
      BiFunction<Destination, MailboxServer, Service> deliveries) {
    this.clients = clients;
    this.servers = servers;
    this.failures = failures;
    this.awaited = awaited;
    this.deliveries = deliveries;
  }

  @Override
  public String name() {
    return "import to the servers of connectors";
  }

  /** Messages name this server. */
  void named(String location) {
    named.add(location);
  }

  @Override
  public synchronized void start() {
    thread = Thread.ofPlatform().name("import-connectors").start(this::run);
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
    }
  }

  private void look(TopicTable<Connector> connectors) {
    try {
      connectors.catchUp();
    } catch (KafkaException e) {
      LOGGER.atWarn().addKeyValue("error", e).log("connectors not read; tried again");
      return;
    }
    Map<String, MailboxPlace> places = places(connectors.all());
    places.forEach(this::serve);
    named.stream().filter(it -> !served.containsKey(it)).forEach(it -> leave(it, places));
  }

  /** By location; where connectors do not agree on the log-in, the first of them by name counts. */
  static Map<String, MailboxPlace> places(Collection<Connector> connectors) {
    return connectors.stream()
        .filter(it -> !it.getMailboxes().getLocation().isEmpty())
        .sorted(comparing(Connector::getName))
        .map(Connector::getMailboxes)
        .collect(
            toMap(MailboxPlace::getLocation, it -> it, (first, _) -> first, LinkedHashMap::new));
  }

  private void serve(String location, MailboxPlace place) {
    Served before = served.get(location);
    if (before != null && before.place().equals(place)) {
      return;
    }
    try {
      MailboxServer server = servers.open(place);
      if (before != null) {
        before.close();
      }
      Service delivery = deliveries.apply(new Destination(location), server);
      served.put(location, new Served(place, server, delivery));
      troubles.remove(location);
      delivery.start();
      LOGGER.atInfo().addKeyValue("server", location).log("delivers to a connector's server");
    } catch (IllegalArgumentException | UncheckedIOException e) {
      trouble(location, String.valueOf(e.getMessage()));
    }
  }

  private void leave(String location, Map<String, MailboxPlace> places) {
    String trouble =
        places.containsKey(location)
            ? troubles.getOrDefault(location, "cannot be used")
            : "messages for it wait, and no connector names it any more: name it again";
    trouble(location, trouble);
    if (awaited) {
      failures.failed(name(), new IllegalStateException(location + ": " + trouble));
    }
  }

  private void trouble(String location, String trouble) {
    if (!trouble.equals(troubles.put(location, trouble))) {
      LOGGER.atError().addKeyValue("server", location).log(trouble);
    }
  }

  /** That of all the deliveries, and what keeps servers from being delivered to. */
  @Override
  public Health health() {
    var all = new ArrayList<>(served.values().stream().map(it -> it.delivery().health()).toList());
    if (!troubles.isEmpty()) {
      all.add(new Health(State.DEGRADED, troubles));
    }
    return Health.worst(all);
  }

  @Override
  public void close() {
    closing.countDown();
    synchronized (this) {
      if (thread == null) {
        return;
      }
      try {
        thread.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    try (ExecutorService closers = Executors.newVirtualThreadPerTaskExecutor()) {
      served.values().forEach(it -> closers.execute(it::close));
    }
    served.clear();
  }
}
