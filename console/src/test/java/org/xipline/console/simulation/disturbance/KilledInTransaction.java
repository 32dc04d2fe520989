package org.xipline.console.simulation.disturbance;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.xipline.console.simulation.world.Fleet;
import org.xipline.console.simulation.world.Installation;
import org.xipline.console.simulation.world.Member;

/** An instance is killed while a transaction of it is open, and soon started again. */
record KilledInTransaction(String service, int place) implements Disturbance {
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration RESTART = Duration.ofSeconds(3);

  @Override
  public void begin(Installation installation) {
    look(installation, installation.world().simulation().clock().instant().plus(LONGEST));
  }

  private void look(Installation installation, Instant until) {
    Fleet fleet = installation.fleet(service);
    Optional<Member> member = fleet.memberAt(place);
    if (member.isPresent()
        && installation.world().kafka().withOpenTransactions().contains(member.get().process())) {
      fleet.kill(place);
      var _ = installation.world().simulation().after(RESTART, () -> fleet.start(place));
    } else if (installation.world().simulation().clock().instant().isBefore(until)) {
      var _ = installation.world().simulation().after(LOOK, () -> look(installation, until));
    }
  }
}
