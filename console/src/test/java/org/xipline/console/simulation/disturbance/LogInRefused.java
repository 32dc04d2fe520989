package org.xipline.console.simulation.disturbance;

import org.xipline.console.simulation.world.Installation;
import org.xipline.schemas.identity.EmailAddress;

/** Nobody is let into a mailbox. */
record LogInRefused(String server, EmailAddress mailbox) implements Disturbance {

  @Override
  public void begin(Installation installation) {
    installation.world().server(server).setRefused(mailbox, true);
  }

  @Override
  public void end(Installation installation) {
    installation.world().server(server).setRefused(mailbox, false);
  }
}
