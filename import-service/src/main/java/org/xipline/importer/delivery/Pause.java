package org.xipline.importer.delivery;

import java.time.Duration;

/** Lets time pass on the thread that polls, while work in hand is drained. */
@FunctionalInterface
public interface Pause {

  /**
   * Returns when this much time has passed.
   *
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  void pause(Duration time) throws InterruptedException;
}
