package org.xipline.console.simulation.disturbance;

import org.xipline.console.simulation.world.Installation;

/** A fact that was told once is told again. */
record ToldTwice(double which) implements Disturbance {

  @Override
  public void begin(Installation installation) {
    installation.world().tellAgain(which);
  }
}
