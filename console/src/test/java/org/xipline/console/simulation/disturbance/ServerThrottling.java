package org.xipline.console.simulation.disturbance;

import org.xipline.console.simulation.world.Installation;

/** A mailbox server wants its mailboxes left alone. */
record ServerThrottling(String server) implements Disturbance {

  @Override
  public void begin(Installation installation) {
    installation.world().server(server).setThrottling(true);
  }

  @Override
  public void end(Installation installation) {
    installation.world().server(server).setThrottling(false);
  }
}
