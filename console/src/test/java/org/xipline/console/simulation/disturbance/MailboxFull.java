package org.xipline.console.simulation.disturbance;

import org.xipline.console.simulation.world.Installation;
import org.xipline.schemas.identity.EmailAddress;

/** A mailbox takes nothing more. */
record MailboxFull(String server, EmailAddress mailbox) implements Disturbance {

  @Override
  public void begin(Installation installation) {
    installation.world().server(server).setFull(mailbox, true);
  }

  @Override
  public void end(Installation installation) {
    installation.world().server(server).setFull(mailbox, false);
  }
}
