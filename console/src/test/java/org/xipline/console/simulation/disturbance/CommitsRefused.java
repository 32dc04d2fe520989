package org.xipline.console.simulation.disturbance;

import org.xipline.console.simulation.world.Installation;

/** Commits of members fail for a reason that passes. */
record CommitsRefused(int count) implements Disturbance {

  @Override
  public void begin(Installation installation) {
    installation.world().kafka().refuseCommits(count);
  }

  @Override
  public void end(Installation installation) {
    installation.world().kafka().refuseCommits(0);
  }
}
