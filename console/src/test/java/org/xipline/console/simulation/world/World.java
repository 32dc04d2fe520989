package org.xipline.console.simulation.world;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.xipline.console.ledger.FoldedLedger;
import org.xipline.importer.delivery.Destination;
import org.xipline.runtime.simulation.Choices;
import org.xipline.runtime.simulation.SimulatedProcess;
import org.xipline.runtime.simulation.Simulation;
import org.xipline.runtime.simulation.kafka.KafkaTimes;
import org.xipline.runtime.simulation.kafka.ScriptedKafka;
import org.xipline.schemas.topic.Topic;

/** Everything that there is in one simulation. */
public final class World {
  /** Sessions and heartbeats as in a cluster; what takes days there takes hours. */
  private static final KafkaTimes TIMES =
      new KafkaTimes(
          Duration.ofSeconds(5),
          Duration.ofSeconds(45),
          Duration.ofSeconds(10),
          Duration.ofHours(3),
          Duration.ofMinutes(2),
          Duration.ofMinutes(1));

  public static final String OWN_SERVER = Destination.UNNAMED.location();
  public static final String OTHER_SERVER = "imaps://other.example:993";

  /** To these is delivered by commands only, as long as they run. */
  public static final List<String> COMMANDED_SERVERS =
      List.of("imaps://one.example:993", "imaps://two.example:993");

  public static final List<String> SERVERS =
      Stream.concat(Stream.of(OWN_SERVER, OTHER_SERVER), COMMANDED_SERVERS.stream()).toList();

  private final Simulation simulation;
  private final ScriptedKafka kafka;
  private final Payloads payloads;
  private final Map<String, MailServer> servers = new LinkedHashMap<>();
  private final List<Archive> archives = new ArrayList<>();
  private final Choices work;
  private final Operator operator;
  private final Connectors connectors;
  private final Unreadable unreadable;
  private Duration longestTransaction = Duration.ZERO;
  private final List<String> endings = new ArrayList<>();
  private Consumer<SimulatedProcess> endingListener = _ -> {};

  public World(Simulation simulation) {
    this.simulation = simulation;
    this.kafka = new ScriptedKafka(simulation, TIMES);
    this.payloads = new Payloads(simulation);
    this.work = simulation.choices("work");
    this.operator = new Operator(this);
    for (String location : SERVERS) {
      servers.put(location, new MailServer(location, simulation));
    }
    Topic.all().forEach(topic -> kafka.createTopic(topic.name(), Math.min(topic.partitions(), 3)));
    this.connectors = new Connectors(this);
    this.unreadable = new Unreadable(this);
  }

  public Simulation simulation() {
    return simulation;
  }

  public ScriptedKafka kafka() {
    return kafka;
  }

  public Payloads payloads() {
    return payloads;
  }

  public Connectors connectors() {
    return connectors;
  }

  public Unreadable unreadable() {
    return unreadable;
  }

  public MailServer server(String location) {
    return Optional.ofNullable(servers.get(location)).orElseThrow();
  }

  public List<MailServer> servers() {
    return List.copyOf(servers.values());
  }

  /** All that was put into the pipeline, and is to be accounted for. */
  public List<Archive> archives() {
    return List.copyOf(archives);
  }

  void putIn(Archive archive) {
    archives.add(archive);
  }

  Archive archive(String connector, String id) {
    return archives.stream()
        .filter(archive -> archive.connector().equals(connector) && archive.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** What the facts say that were told by now. */
  public FoldedLedger ledger() {
    var ledger = new FoldedLedger();
    kafka.everCommitted(Topic.OUTCOMES.name()).forEach(record -> ledger.tell(record.value()));
    return ledger;
  }

  public Operator operator() {
    return operator;
  }

  /** What takes its time: now and then longer than a member of a group may go without a poll. */
  void work() {
    try {
      simulation.sleep(
          work.chance(0.05)
              ? work.between(Duration.ofMinutes(2), Duration.ofMinutes(7))
              : work.upTo(Duration.ofSeconds(20)));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  void transactionWasOpen(Duration time) {
    if (time.compareTo(longestTransaction) > 0) {
      longestTransaction = time;
    }
  }

  public Duration longestTransaction() {
    return longestTransaction;
  }

  /** Tells a fact once more that was told before: the one at this part of those that there are. */
  public void tellAgain(double which) {
    List<ConsumerRecord<String, byte[]>> told = kafka.everCommitted(Topic.OUTCOMES.name());
    if (!told.isEmpty()) {
      kafka.append(told.get((int) (which * told.size())));
    }
  }

  void onEnding(Consumer<SimulatedProcess> listener) {
    endingListener = listener;
  }

  /** A service has ended by itself, which it may not. */
  void ended(SimulatedProcess who, Throwable cause) {
    simulation.note(who.name(), "ended by itself: " + cause);
    endings.add("%s at %s: %s".formatted(who.name(), simulation.clock().instant(), trace(cause)));
    var _ = simulation.after(Duration.ZERO, () -> endingListener.accept(who));
  }

  private static String trace(Throwable cause) {
    var trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  public List<String> endings() {
    return List.copyOf(endings);
  }
}
