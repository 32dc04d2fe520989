package org.xipline.console.simulation.disturbance;

import org.xipline.console.simulation.world.Installation;

/** Somebody imports into a server of their own, and ends the command before all is there. */
record ImportCommanded(String server, boolean interrupted) implements Disturbance {

  @Override
  public void begin(Installation installation) {
    installation.fleet(server).start(0);
  }

  @Override
  public void end(Installation installation) {
    if (interrupted) {
      installation.fleet(server).kill(0);
    } else {
      installation.fleet(server).stop(0);
    }
  }
}
