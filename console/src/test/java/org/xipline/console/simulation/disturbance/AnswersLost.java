package org.xipline.console.simulation.disturbance;

import org.xipline.console.simulation.world.Installation;

/** A mailbox server stores messages, and its answers are lost. */
record AnswersLost(String server) implements Disturbance {

  @Override
  public void begin(Installation installation) {
    installation.world().server(server).setLosingAnswers(true);
  }

  @Override
  public void end(Installation installation) {
    installation.world().server(server).setLosingAnswers(false);
  }
}
