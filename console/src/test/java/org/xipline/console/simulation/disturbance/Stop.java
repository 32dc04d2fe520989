package org.xipline.console.simulation.disturbance;

import org.xipline.console.simulation.world.Installation;

/** An instance is asked to end, and started again: it leaves, and joins. */
record Stop(String service, int place) implements Disturbance {

  @Override
  public void begin(Installation installation) {
    installation.fleet(service).stop(place);
  }

  @Override
  public void end(Installation installation) {
    installation.fleet(service).start(place);
  }
}
