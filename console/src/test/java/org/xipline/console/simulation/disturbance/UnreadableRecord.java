package org.xipline.console.simulation.disturbance;

import org.xipline.console.simulation.world.Installation;

/** A record comes that nobody can read. */
record UnreadableRecord(String topic) implements Disturbance {

  @Override
  public void begin(Installation installation) {
    installation.world().unreadable().write(topic);
  }
}
