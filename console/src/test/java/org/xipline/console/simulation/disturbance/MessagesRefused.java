package org.xipline.console.simulation.disturbance;

import org.xipline.console.simulation.world.Installation;

/** A mailbox server refuses some of the messages, for good as it says. */
record MessagesRefused(String server) implements Disturbance {
  @Override
  public void begin(Installation installation) {
    installation.world().server(server).setRefusingSome(true);
  }

  @Override
  public void end(Installation installation) {
    installation.world().server(server).setRefusingSome(false);
  }
}
