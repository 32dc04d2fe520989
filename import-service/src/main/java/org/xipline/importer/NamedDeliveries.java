package org.xipline.importer;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.health.Health.State;
import org.xipline.runtime.service.Service;
import org.xipline.schemas.record.MailboxPlace;

/**
 * The deliveries to the servers that connectors name, by location. One thread follows what they
 * name; any may ask.
 */
final class NamedDeliveries implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(NamedDeliveries.class);
  private static final String UNNAMED =
      "messages for it are waiting, but no connector names it: name it in a connector, or replay"
          + " them";

  private final MailboxAccess access;
  private final Making making;
  private final Map<String, Served> served = new ConcurrentHashMap<>();
  private volatile Map<String, String> troubles = Map.of();

  /** Makes what delivers to an opened server; not started. */
  @FunctionalInterface
  interface Making {
    Service delivery(String location, MailboxServer server);
  }

  private record Served(MailboxPlace place, MailboxServer server, Service delivery) {

    void close() {
      delivery.close();
      server.close();
    }
  }

  NamedDeliveries(MailboxAccess access, Making making) {
    this.access = access;
    this.making = making;
  }

  /** How many there are. */
  int count() {
    return served.size();
  }

  /**
   * Delivers to these places from now on. One that was delivered to and is not among them still is.
   *
   * @param places one for each location
   * @param wanted locations that messages name
   * @return what is in the way, by location
   */
  Map<String, String> follow(Collection<MailboxPlace> places, Set<String> wanted) {
    Map<String, String> found = new LinkedHashMap<>();
    for (MailboxPlace place : places) {
      serve(place).ifPresent(trouble -> found.put(place.getLocation(), trouble));
    }
    wanted.stream()
        .filter(location -> !served.containsKey(location))
        .forEach(location -> found.putIfAbsent(location, UNNAMED));
    tellOfNew(found);
    troubles = found;
    return found;
  }

  private void tellOfNew(Map<String, String> found) {
    found.forEach((location, trouble) -> {
      if (!trouble.equals(troubles.get(location))) {
        LOGGER.atError().addKeyValue("server", location).log(trouble);
      }
    });
  }

  private Optional<String> serve(MailboxPlace place) {
    Served before = served.get(place.getLocation());
    if (before != null && before.place().equals(place)) {
      return Optional.empty();
    }
    try {
      MailboxServer server = access.open(place);
      if (before != null) {
        served.remove(place.getLocation());
        before.close();
      }
      begin(place, server);
      return Optional.empty();
    } catch (IllegalArgumentException | UncheckedIOException | KafkaException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private void begin(MailboxPlace place, MailboxServer server) {
    String location = place.getLocation();
    Service delivery = making.delivery(location, server);
    try {
      delivery.start();
    } catch (KafkaException e) {
      server.close();
      throw e;
    }
    served.put(location, new Served(place, server, delivery));
    LOGGER.atInfo().addKeyValue("server", location).log("delivering to a connector's server");
  }

  /** That of all of them, and what is in the way of others. */
  Health health() {
    var all = new ArrayList<>(served.values().stream().map(it -> it.delivery().health()).toList());
    if (!troubles.isEmpty()) {
      all.add(new Health(State.DEGRADED, troubles));
    }
    return Health.worst(all);
  }

  /** Ends all of them, at the same time. */
  @Override
  public void close() {
    try (ExecutorService closers = Executors.newVirtualThreadPerTaskExecutor()) {
      served.values().forEach(it -> closers.execute(it::close));
    }
  }
}
