package org.xipline.console.simulation.disturbance;

import org.xipline.console.simulation.world.Installation;
import org.xipline.console.simulation.world.Operator;

/**
 * An operator gives a command.
 *
 * @param interrupted whether its process is killed halfway
 */
record CommandGiven(Operator.Command command, boolean interrupted) implements Disturbance {
  @Override
  public void begin(Installation installation) {
    installation.world().operator().give(command, interrupted);
  }
}
