package org.xipline.console.simulation.disturbance;

import org.xipline.console.simulation.world.Installation;

/** No broker answers. */
record BrokersAway() implements Disturbance {

  @Override
  public void begin(Installation installation) {
    installation.world().kafka().setReachable(false);
  }

  @Override
  public void end(Installation installation) {
    installation.world().kafka().setReachable(true);
  }
}
