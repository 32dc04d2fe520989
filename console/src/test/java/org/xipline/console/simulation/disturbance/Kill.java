package org.xipline.console.simulation.disturbance;

import org.xipline.console.simulation.world.Installation;

/** An instance is killed between two steps, and started again. */
record Kill(String service, int place) implements Disturbance {

  @Override
  public void begin(Installation installation) {
    installation.fleet(service).kill(place);
  }

  @Override
  public void end(Installation installation) {
    installation.fleet(service).start(place);
  }
}
