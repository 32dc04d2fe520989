package org.xipline.console.simulation.disturbance;

import org.xipline.console.simulation.world.Installation;

/** The payload store does not answer. */
record PayloadsAway() implements Disturbance {

  @Override
  public void begin(Installation installation) {
    installation.world().payloads().setReachable(false);
  }

  @Override
  public void end(Installation installation) {
    installation.world().payloads().setReachable(true);
  }
}
