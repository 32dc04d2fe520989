package org.xipline.console.simulation.disturbance;

import org.xipline.console.simulation.world.Installation;

/** The brokers have forgotten transactional ids that nobody has used for long. */
record IdsForgotten() implements Disturbance {

  @Override
  public void begin(Installation installation) {
    installation.world().kafka().forgetUnusedIds();
  }
}
