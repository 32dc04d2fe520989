package org.xipline.console.simulation.disturbance;

import org.xipline.console.simulation.world.Installation;

/** The file system of a drop does not answer. */
record DropAway(String connector) implements Disturbance {

  @Override
  public void begin(Installation installation) {
    installation.world().connectors().drop(connector).setReachable(false);
  }

  @Override
  public void end(Installation installation) {
    installation.world().connectors().drop(connector).setReachable(true);
  }
}
