package org.xipline.console.simulation.disturbance;

import org.xipline.console.simulation.world.Installation;

/** A mailbox server refuses every log-in. */
record PasswordRotated(String server) implements Disturbance {
  @Override
  public void begin(Installation installation) {
    installation.world().server(server).setLockedOut(true);
  }

  @Override
  public void end(Installation installation) {
    installation.world().server(server).setLockedOut(false);
  }
}
