package org.xipline.console.simulation.disturbance;

import org.xipline.console.simulation.world.Installation;

/** Something that happens, and that ends after a while. */
public interface Disturbance {

  void begin(Installation installation);

  /** Makes good again what does not do so by itself. */
  default void end(Installation installation) {}
}
