package org.xipline.console.simulation.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.xipline.ingest.drop.SimulatedDrop;
import org.xipline.runtime.simulation.Simulation;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.MailboxPlace;
import org.xipline.schemas.record.Schedule;
import org.xipline.schemas.record.UserSource;
import org.xipline.schemas.topic.Topic;

/** The connectors, with a drop each: one that is watched, and one that is polled once a day. */
public final class Connectors {
  public static final String DESK = "desk";
  public static final String FLOOR = "floor";
  public static final List<String> NAMES = List.of(DESK, FLOOR);

  private final World world;
  private final Producer<String, byte[]> registry;
  private final Map<String, Connector> connectors = new LinkedHashMap<>();
  private final Map<String, SimulatedDrop> drops = new LinkedHashMap<>();

  Connectors(World world) {
    this.world = world;
    this.registry = world.kafka().producer(world.simulation().process("registry"));
    add(DESK, World.OWN_SERVER, Schedule.newBuilder().setWatch(true), "08:04");
    add(FLOOR, World.OTHER_SERVER, Schedule.newBuilder().setTimeOfDay("08:02"), "08:06");
  }

  private void add(String name, String server, Schedule.Builder schedule, String expectedBy) {
    Simulation simulation = world.simulation();
    Instant addedAt = simulation.clock().instant().minus(Duration.ofHours(1));
    connectors.put(
        name,
        Connector.newBuilder()
            .setName(name)
            .setDrop(name)
            .setAddedAt(Messages.timestamp(addedAt))
            .setSchedule(schedule.setZone("UTC"))
            .setExpectedBy(expectedBy)
            .setTrust(ArchivePool.get().trust())
            .setUsers(UserSource.newBuilder().addAcceptedDomains("example.com"))
            .setLimitBytes(10 << 20)
            .setMailboxes(MailboxPlace.newBuilder().setLocation(server))
            .build());
    drops.put(name, new SimulatedDrop(mirror(name), simulation::step));
  }

  private static Path mirror(String name) {
    try {
      return ArchivePool.get().emptyDirectory("drop-" + name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Connector connector(String name) {
    return Optional.ofNullable(connectors.get(name)).orElseThrow();
  }

  public SimulatedDrop drop(String name) {
    return Optional.ofNullable(drops.get(name)).orElseThrow();
  }

  /** Writes them into the registry, with a request to be polled now. */
  public void requestRuns() {
    Instant now = world.simulation().clock().instant();
    connectors.replaceAll(
        (_, it) -> it.toBuilder().setRunRequestedAt(Messages.timestamp(now)).build());
    connectors.forEach((name, connector) -> {
      var _ =
          registry.send(
              new ProducerRecord<>(Topic.CONNECTORS.name(), name, connector.toByteArray()));
    });
  }
}
