package org.xipline.console.simulation.disturbance;

import org.xipline.console.simulation.world.Installation;

/** An instance stands still, and goes on as if nothing had happened. */
record Freeze(String service, int place) implements Disturbance {

  @Override
  public void begin(Installation installation) {
    installation.fleet(service).freeze(place);
  }

  @Override
  public void end(Installation installation) {
    installation.fleet(service).thaw(place);
  }
}
