package org.xipline.console.simulation.disturbance;

import java.time.Duration;
import org.xipline.console.simulation.world.Fleet;
import org.xipline.console.simulation.world.Installation;
import org.xipline.runtime.simulation.kafka.ScriptedKafka;

/** An operator stops a service, deletes its group with all that it has committed, and starts it. */
record GroupReset(String service, String group) implements Disturbance {
  private static final Duration LOOK = Duration.ofSeconds(2);

  @Override
  public void begin(Installation installation) {
    Fleet fleet = installation.fleet(service);
    for (int place = 0; place < fleet.size(); place++) {
      fleet.stop(place);
    }
    deleteWhenEmpty(installation);
  }

  private void deleteWhenEmpty(Installation installation) {
    ScriptedKafka kafka = installation.world().kafka();
    if (kafka.isEmpty(group)) {
      kafka.forgetGroup(group);
    } else {
      var _ = installation.world().simulation().after(LOOK, () -> deleteWhenEmpty(installation));
    }
  }

  @Override
  public void end(Installation installation) {
    Fleet fleet = installation.fleet(service);
    for (int place = 0; place < fleet.size(); place++) {
      fleet.start(place);
    }
  }
}
