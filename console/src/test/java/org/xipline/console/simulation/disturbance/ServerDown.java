package org.xipline.console.simulation.disturbance;

import org.xipline.console.simulation.world.Installation;

/** A mailbox server cannot be reached. */
record ServerDown(String server) implements Disturbance {

  @Override
  public void begin(Installation installation) {
    installation.world().server(server).setDown(true);
  }

  @Override
  public void end(Installation installation) {
    installation.world().server(server).setDown(false);
  }
}
