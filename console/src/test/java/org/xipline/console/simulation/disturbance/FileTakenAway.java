package org.xipline.console.simulation.disturbance;

import java.time.Duration;
import java.util.Optional;
import org.xipline.console.simulation.world.Installation;
import org.xipline.ingest.drop.SimulatedDrop;
import org.xipline.runtime.simulation.Simulation;

/** A file disappears from a drop, and is put back, unless somebody has put another there. */
record FileTakenAway(String connector, long forSeconds) implements Disturbance {

  @Override
  public void begin(Installation installation) {
    SimulatedDrop drop = installation.world().connectors().drop(connector);
    Optional<String> name =
        drop.names().stream().filter(it -> !it.contains("/") && !it.endsWith(".part")).findFirst();
    name.ifPresent(it -> takeAway(drop, it, installation.world().simulation()));
  }

  private void takeAway(SimulatedDrop drop, String name, Simulation simulation) {
    byte[] content = drop.remove(name).orElseThrow();
    var _ =
        simulation.after(
            Duration.ofSeconds(forSeconds),
            () -> {
              if (drop.contentOf(name).isEmpty()) {
                drop.put(name, content);
              }
            });
  }
}
