package org.xipline.console.simulation.world;

import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.xipline.runtime.simulation.SimulatedProcess;

/** An instance of a service. */
public interface Member {

  SimulatedProcess process();

  /** Asks it to end, as a signal does. */
  void stop();

  /** Those with which it is in groups. */
  List<Consumer<String, byte[]>> consumers();
}
