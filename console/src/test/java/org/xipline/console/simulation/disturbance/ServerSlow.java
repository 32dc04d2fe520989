package org.xipline.console.simulation.disturbance;

import java.time.Duration;
import org.xipline.console.simulation.world.Installation;

/** A mailbox server takes up to this long for each command. */
record ServerSlow(String server, Duration each) implements Disturbance {

  @Override
  public void begin(Installation installation) {
    installation.world().server(server).setSlowness(each);
  }

  @Override
  public void end(Installation installation) {
    installation.world().server(server).setSlowness(Duration.ZERO);
  }
}
