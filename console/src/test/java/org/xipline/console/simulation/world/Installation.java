package org.xipline.console.simulation.world;

import java.util.List;

/** All instances of all services, over one world. */
public final class Installation {
  private static final int INGESTERS = 2;
  private static final int CONVERTERS = 2;
  private static final int IMPORTERS = 3;

  private final World world;
  private final List<Fleet> fleets;

  public Installation(World world) {
    this.world = world;
    this.fleets =
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
                (process, place) -> new Converter(world, process, "xip-convert-" + place)),
            new Fleet(world, "import", IMPORTERS, (process, _) -> new Importer(world, process)));
    world.onEnding(process -> fleets().forEach(fleet -> fleet.restart(process)));
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
    return fleets;
  }

  public List<Member> members() {
    return fleets().stream().flatMap(fleet -> fleet.members().stream()).toList();
  }

  /** Whatever was done to it, it is well again. */
  public void heal() {
    for (Fleet fleet : fleets()) {
      for (int place = 0; place < fleet.size(); place++) {
        fleet.thaw(place);
        fleet.start(place);
      }
    }
  }
}
