package org.xipline.console.simulation.world;

import java.util.List;
import java.util.stream.Stream;
import org.xipline.importer.delivery.Destination;

/** All instances of all services, over one world. */
public final class Installation {
  private static final int INGESTERS = 2;
  private static final int CONVERTERS = 2;
  private static final int IMPORTERS = 3;

  private static final List<Destination> SERVICE_DESTINATIONS =
      List.of(Destination.UNNAMED, Destination.named(World.OTHER_SERVER));

  private final World world;
  private final List<Fleet> services;
  private final List<Fleet> commands;

  public Installation(World world) {
    this.world = world;
    this.services =
        List.of(
            new Fleet(
                world,
                "ingest",
                INGESTERS,
                (process, place) -> new Ingester(world, process, place)),
            new Fleet(
                world,
                "convert",
                CONVERTERS,
                (process, place) -> new Converter(world, process, place)),
            new Fleet(
                world,
                "import",
                IMPORTERS,
                (process, _) -> new Importer(world, process, SERVICE_DESTINATIONS)));
    this.commands =
        World.COMMANDED_SERVERS.stream().map(server -> commandFor(world, server)).toList();
    world.onEnding(process -> fleets().forEach(fleet -> fleet.restart(process)));
  }

  /** Somebody's command, which delivers to this server for as long as it runs. */
  private static Fleet commandFor(World world, String server) {
    List<Destination> only = List.of(Destination.named(server));
    return new Fleet(world, server, 1, (process, _) -> new Importer(world, process, only));
  }

  public World world() {
    return world;
  }

  public Fleet fleet(String service) {
    return fleets().stream()
        .filter(fleet -> fleet.service().equals(service))
        .findFirst()
        .orElseThrow();
  }

  public List<Fleet> fleets() {
    return Stream.concat(services.stream(), commands.stream()).toList();
  }

  public List<Member> members() {
    return fleets().stream().flatMap(fleet -> fleet.members().stream()).toList();
  }

  /** Starts all services. */
  public void start() {
    services.forEach(Installation::startAll);
    world.connectors().requestRuns();
  }

  /** Whatever was done to it, it is well again, and each command is given once more. */
  public void heal() {
    fleets().forEach(Installation::startAll);
    world.connectors().requestRuns();
  }

  private static void startAll(Fleet fleet) {
    for (int place = 0; place < fleet.size(); place++) {
      fleet.thaw(place);
      fleet.start(place);
    }
  }
}
