package org.xipline.console.simulation.disturbance;

import org.xipline.console.simulation.world.Installation;
import org.xipline.console.simulation.world.MailServer;
import org.xipline.schemas.identity.EmailAddress;

/** One mailbox takes nothing for long, which is to be nobody else's trouble. */
public record TroubledMailbox(String server, EmailAddress mailbox, Trouble trouble)
    implements Disturbance {

  /** Why it takes nothing. */
  public enum Trouble {
    FULL,
    REFUSED,
    /** The server wants it left alone for many minutes each time. */
    LEFT_ALONE
  }

  @Override
  public void begin(Installation installation) {
    set(installation, true);
  }

  @Override
  public void end(Installation installation) {
    set(installation, false);
  }

  private void set(Installation installation, boolean now) {
    MailServer troubled = installation.world().server(server);
    switch (trouble) {
      case FULL -> troubled.setFull(mailbox, now);
      case REFUSED -> troubled.setRefused(mailbox, now);
      case LEFT_ALONE -> troubled.setLeftAlone(mailbox, now);
    }
  }
}
